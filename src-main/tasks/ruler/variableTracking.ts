/** `vt`: a chain of assignments hidden in filler; which variables hold the value? */
import { passkeyFiller } from '../prompt'
import type { DerivedRandom } from '../prompt'
import { frame, newline, type Piece, type Sample } from './piece'
import { placeAmong } from './placeAmong'
import type { SampleInput } from './sampleInput'

const hops = 4
const exampleLines = 5
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

interface Chain {
  readonly variables: readonly string[]
  readonly value: string
  readonly places: readonly number[]
}

/**
 * One chain of four hops: five variables of five letters, a value of 10000 .. 99998 and "VAR X = VAR Y", each on a line of its
 * own among filler lines, in order; a worked example with five filler lines before it (not with the `small` wording).
 */
export function createVariableTrackingSample({ wording, random }: SampleInput): Sample {
  const chain = drawChain(random('values'), random('places'))
  const exampleRandom = random('example')
  const example = drawChain(exampleRandom, exampleRandom)
  const shown =
    wording === 'small'
      ? []
      : [...write(example, exampleLines, 'frame'), frame(` ${example.variables.join(', ')}\n\n`)]
  return {
    fewestUnits: 1,
    mostUnits: Infinity,
    textUnits: null,
    askedDepthPercent: null,
    references: chain.variables,
    maxNewTokens: 30,
    write: (units) => [...shown, ...write(chain, units, 'needle')],
  }
}

function drawChain(values: DerivedRandom, places: DerivedRandom): Chain {
  const variables = new Set<string>()
  while (variables.size < hops + 1)
    variables.add(Array.from({ length: 5 }, () => letters[values.nextBetween(0, 25)]).join(''))
  return {
    variables: [...variables],
    value: String(values.nextBetween(10_000, 99_998)),
    places: Array.from({ length: hops + 1 }, () => places.nextBetween(0, 999_999) / 1_000_000).sort(
      (a, b) => a - b,
    ),
  }
}

function write({ variables, value, places }: Chain, units: number, role: 'needle' | 'frame'): Piece[] {
  const statements = variables.map((variable, hop): Piece => ({
    text: `VAR ${variable} = ${hop === 0 ? value : `VAR ${variables[hop - 1]}`}`,
    role,
  }))
  const lines = placeAmong(units, () => passkeyFiller.join(' '), statements, places)
  const context = lines.flatMap((line, index) => (index === 0 ? [line] : [newline, line]))
  return [
    frame('Variables are given values in the following text. Follow every assignment.\n'),
    ...(role === 'frame' ? context.map(({ text }) => frame(text)) : context),
    frame(
      `\nQuestion: Which variables have the value ${value} in the text above?\n` +
        `Answer: The ${variables.length} variables that have the value ${value} are`,
    ),
  ]
}
