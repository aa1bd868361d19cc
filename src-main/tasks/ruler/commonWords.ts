/** `cwe`: ten words of a numbered list appear more often than the others; which? */
import type { DerivedRandom } from '../prompt'
import { drawOrder } from './drawValue'
import { frame, type Piece, type Sample } from './piece'
import type { SampleInput } from './sampleInput'
import { adjectives, nouns } from './words'

const commonCount = 10
/** Contexts below this many tokens hold fewer repetitions. */
const longContextTokens = 4096
const exampleTimes = { common: 3, uncommon: 1, uncommonWords: 10 }

/**
 * Ten words 30 times each among words that appear 3 times (6 times and once below 4,096 tokens), shuffled and numbered; a
 * worked example before it (not with the `small` wording). Units are different uncommon words: single words first, then
 * pairs of words.
 */
export function createCommonWordsSample({ wording, contextTokens, random }: SampleInput): Sample {
  const words = drawOrder(random('values'), [...adjectives, ...nouns])
  const common = words.slice(0, commonCount)
  const uncommon = [...words.slice(commonCount), ...drawPairs(random('haystack'))]
  const times = contextTokens < longContextTokens ? { common: 6, uncommon: 1 } : { common: 30, uncommon: 3 }
  const shown = wording === 'small' ? [] : writeExample(random('example'))
  return {
    fewestUnits: 1,
    mostUnits: uncommon.length,
    textUnits: null,
    askedDepthPercent: null,
    references: common,
    maxNewTokens: 120,
    write: (units) => [
      ...shown,
      ...write(
        drawOrder(random('places'), [
          ...repeat(common, times.common),
          ...repeat(uncommon.slice(0, units), times.uncommon),
        ]),
        'needle',
      ),
    ],
  }
}

function drawPairs(random: DerivedRandom): string[] {
  return drawOrder(
    random,
    adjectives.flatMap((adjective) => nouns.map((noun) => `${adjective}-${noun}`)),
  )
}

function writeExample(random: DerivedRandom): Piece[] {
  const words = drawOrder(random, [...adjectives, ...nouns])
  const common = words.slice(0, commonCount)
  const uncommon = words.slice(commonCount, commonCount + exampleTimes.uncommonWords)
  const list = drawOrder(random, [
    ...repeat(common, exampleTimes.common),
    ...repeat(uncommon, exampleTimes.uncommon),
  ])
  return [...write(list, 'frame'), frame(` ${common.join(', ')}\n\n`)]
}

function repeat(words: readonly string[], times: number): string[] {
  return words.flatMap((word) => Array.from({ length: times }, () => word))
}

function write(list: readonly string[], role: 'needle' | 'frame'): Piece[] {
  return [
    frame('Below is a numbered list of words. Some appear more often than the others. Memorize those.\n'),
    ...list.map((word, index): Piece => ({ text: `${index === 0 ? '' : ' '}${index + 1}. ${word}`, role })),
    frame(
      `\nQuestion: Which ${commonCount} words appear most often in the list above?\n` +
        `Answer: The ${commonCount} words that appear most often are`,
    ),
  ]
}
