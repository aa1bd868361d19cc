/** `fwe`: made-up words whose frequencies follow a zeta distribution; which three are the most frequent? */
import type { DerivedRandom } from '../prompt'
import { drawOrder } from './drawValue'
import { frame, type Piece, type Sample } from './piece'
import type { SampleInput } from './sampleInput'

const alpha = 2
/** zeta(2) */
const zeta = Math.PI ** 2 / 6
const wordLetters = 6
const askedWords = 3
const tokensPerWord = 50
const noise = '...'

/**
 * n / 50 words; the one of rank k appears floor(N k^-2 / zeta(2)) times among N, all shuffled. Rank 1 is noise ("..."),
 * the answer is ranks 2 to 4. Units are N; where ranks 4 and 5 would be equally frequent, fewer words are written, so that
 * there is one answer.
 */
export function createFrequentWordsSample({ contextTokens, random }: SampleInput): Sample {
  const vocabulary = drawVocabulary(
    random('values'),
    Math.max(askedWords + 2, Math.floor(contextTokens / tokensPerWord)),
  )
  return {
    fewestUnits: countFewestUnits(),
    mostUnits: Infinity,
    textUnits: null,
    askedDepthPercent: null,
    references: vocabulary.slice(1, askedWords + 1),
    maxNewTokens: 50,
    write: (units) => write(drawOrder(random('places'), drawText(vocabulary, skipTies(units)))),
  }
}

function drawVocabulary(random: DerivedRandom, size: number): string[] {
  const words = new Set([noise])
  while (words.size < size)
    words.add(
      Array.from({ length: wordLetters }, () => String.fromCharCode(97 + random.nextBetween(0, 25))).join(''),
    )
  return [...words]
}

function countOfRank(rank: number, units: number): number {
  return Math.floor((units * rank ** -alpha) / zeta)
}

/** Largest number of words up to `units` at which the last word asked for is more frequent than the next. */
function skipTies(units: number): number {
  const last = askedWords + 1
  let fewer = units
  while (countOfRank(last, fewer) <= countOfRank(last + 1, fewer)) fewer--
  return fewer
}

/** Words at which the last word asked for appears once. */
function countFewestUnits(): number {
  return Math.ceil((askedWords + 1) ** alpha * zeta)
}

function drawText(vocabulary: readonly string[], units: number): string[] {
  return vocabulary.flatMap((word, index) =>
    Array.from({ length: countOfRank(index + 1, units) }, () => word),
  )
}

function write(words: readonly string[]): Piece[] {
  return [
    frame('Keep track of how often each coded word appears in the following text.\n'),
    ...words.map((word, index): Piece => ({ text: index === 0 ? word : ` ${word}`, role: 'needle' })),
    frame(
      '\nQuestion: Leave out the dots. Which three coded words appear most often in the text above?\n' +
        'Answer: The three coded words that appear most often are',
    ),
  ]
}
