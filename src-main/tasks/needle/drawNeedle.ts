/** What chance decides in a needle prompt. */
import type { TaskInput } from '../ports'
import { deriveRandom } from '../prompt'

export interface DrawnNeedle {
  readonly key: string
  /** Index of the sentence the haystack begins with. */
  readonly firstSentence: number
}

/** Streams of their own, so that the number of digits does not move the haystack. */
const keyStream = 0
const haystackStream = 1

/**
 * A key of exactly `digits` digits, and where the haystack begins: at its beginning for the first repeat, as in the original
 * test, at a drawn sentence for the others. Both depend on (seed, task, repeat) only.
 */
export function drawNeedle(
  digits: number,
  sentenceCount: number,
  { seed, taskIndex }: Pick<TaskInput, 'seed' | 'taskIndex'>,
  repeat: number,
): DrawnNeedle {
  const key = deriveRandom(seed, taskIndex, repeat, keyStream).nextBetween(
    10 ** (digits - 1),
    10 ** digits - 1,
  )
  const drawn = deriveRandom(seed, taskIndex, repeat, haystackStream).nextBetween(0, sentenceCount - 1)
  return { key: String(key), firstSentence: repeat === 0 ? 0 : drawn }
}
