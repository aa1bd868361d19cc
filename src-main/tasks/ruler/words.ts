/** English words for keys and lists, written for this purpose: 147 adjectives and 219 nouns, all different. */

export const adjectives = toWords(`
able ample amber ancient angry awake basic better bitter blank blind bold brave brief bright brisk broad brown busy calm
careful careless cheap cheerful civil clean clear clever close cloudy coarse cold common cool costly crisp crooked cruel
curious curly damp dark dear deep dense dim dirty distant double dry dull dusty eager early easy eastern elder empty equal
exact faint fair false famous fancy fast final fine firm flat fond formal free fresh friendly frosty full funny gentle giant
glad golden grand grave greedy grey gross hairy handy happy hard harsh heavy hidden hollow honest hot huge humble hungry icy
idle inner jolly just keen kind large late lazy lean light likely liquid little lively local lonely long loose loud lovely
low loyal lucky mad main mellow mild misty modern muddy narrow nasty neat new noble noisy northern odd old open orange outer
pale patient plain
`)

export const nouns = toWords(`
acorn actor album alley anchor angle ankle apple apron arch armor arrow artist attic aunt autumn bacon badge bakery balcony
balloon banner barley barrel basin basket beach beacon beard beaver bench berry bishop blade blanket blossom boat bone bottle
bowl branch bread brick bridge broom brush bucket bugle butter button cabin cable camel camera candle canoe canyon captain
carpet carrot castle cattle cellar chain chair chalk chapel cheese cherry chest chicken chimney circle clock cloud clover
coast coffee collar comet copper corner cotton cousin cradle crayon cricket crow crown curtain cushion dancer desert desk
diamond dinner doctor donkey door dragon drawer dress drum duck eagle earth echo elbow engine fabric falcon farmer feather
fence ferry fiddle finger fisher flag flame flute forest fork fossil fountain fox frame freckle frog garden garlic gate ghost
ginger glacier glove goat goose grape grass guitar hammer harbor harvest hatchet hazel heaven hedge helmet hermit hill honey
hook horse hotel island ivory jacket jewel judge jungle kettle kitchen kite kitten knight ladder lake lamp lantern leather
lemon letter lily lizard lobster locket magnet maple marble market meadow melon mirror monkey moon mountain mouse museum
napkin needle nest nurse oak ocean olive onion orchard otter oven owl oyster paddle palace panther paper parade parrot
pebble pencil penguin pepper piano pigeon pillow pirate planet plum pocket
`)

function toWords(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
