/** A place among tokens where a needle may stand although no full stop is near: behind a sentence by Unicode rules, else a token. */

/** How far from the depth asked for a sentence end is still taken: 5 points of the haystack, in short ones 64 tokens. */
export function countNearTokens(haystackTokens: number): number {
  return Math.max(64, Math.floor(haystackTokens / 20))
}

/**
 * The sentence end nearest to `wanted` (Unicode Standard Annex 29, where a line break ends a sentence too), if one is near and lies
 * between two tokens; else the place itself, moved back to where a character ends. Thai, for one, has no marks of sentences.
 *
 * @param tokens of the haystack
 * @param wanted tokens before the needle, 0 .. tokens.length
 * @param decode text of tokens
 */
export async function findNearbyEnd(
  tokens: readonly number[],
  wanted: number,
  decode: (tokens: readonly number[]) => Promise<string>,
): Promise<number> {
  const near = countNearTokens(tokens.length)
  const first = Math.max(0, wanted - near)
  const end = Math.min(tokens.length, wanted + near)
  const text = await decode(tokens.slice(first, end))
  const textBefore = (place: number) => decode(tokens.slice(first, place))
  const wantedLength = (await textBefore(wanted)).length
  const ends = listSentenceEnds(text)
    .filter((length) => length < text.trimEnd().length)
    .sort((a, b) => Math.abs(a - wantedLength) - Math.abs(b - wantedLength))
  for (const length of ends.slice(0, MOST_TRIED)) {
    const place = await findPlace(textBefore, length, first, end)
    if ((await textBefore(place)).trimEnd() === text.slice(0, length)) return place
  }
  return findCharacterEnd(textBefore, text, first, wanted)
}

/** A sentence end inside a token is no place; so many in a row hardly occur. */
const MOST_TRIED = 8

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Lengths of the text up to the end of each sentence, without the white space behind it. */
function listSentenceEnds(text: string): number[] {
  return [...sentences.segment(text)].flatMap(({ segment, index }) => {
    const written = segment.trimEnd()
    return written === '' ? [] : [index + written.length]
  })
}

/** The fewest tokens whose text is as long. */
async function findPlace(
  textBefore: (place: number) => Promise<string>,
  length: number,
  first: number,
  end: number,
): Promise<number> {
  let [low, high] = [first, end]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((await textBefore(middle)).length >= length) high = middle
    else low = middle + 1
  }
  return low
}

/** Tokens of a few bytes may end inside a character, and marks belong to the character before them. */
async function findCharacterEnd(
  textBefore: (place: number) => Promise<string>,
  text: string,
  first: number,
  wanted: number,
): Promise<number> {
  const parts = characters.segment(text)
  for (let place = wanted; place > first; place--) {
    const before = await textBefore(place)
    const isWhole = before === text || parts.containing(before.length)?.index === before.length
    if (isWhole && text.startsWith(before)) return place
  }
  return wanted
}
