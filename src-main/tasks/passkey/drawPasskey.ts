/** What chance decides in a passkey prompt. */
import type { PasskeyTaskSpec } from '../../contract'
import type { TaskInput } from '../ports'
import { deriveRandom } from '../prompt'

export interface DrawnPasskey {
  readonly key: string
  /** Index of the sentence the filler starts with. */
  readonly first: number
}

/** Streams of their own, so that the number of digits does not move the filler. */
const keyStream = 0
const fillerStream = 1

/**
 * The key (exactly `digits` digits, the first not 0, or any number of `keyRange`) and the start of the filler of a repeat. Both depend on
 * (seed, task, repeat) only: the same at every length and depth and under every extension.
 */
export function drawPasskey(
  { digits, keyRange }: Pick<PasskeyTaskSpec, 'digits' | 'keyRange'>,
  sentenceCount: number,
  { seed, taskIndex }: Pick<TaskInput, 'seed' | 'taskIndex'>,
  repeat: number,
): DrawnPasskey {
  const key = deriveRandom(seed, taskIndex, repeat, keyStream).nextBetween(
    keyRange?.first ?? 10 ** (digits - 1),
    keyRange?.last ?? 10 ** digits - 1,
  )
  const first = deriveRandom(seed, taskIndex, repeat, fillerStream).nextBetween(0, sentenceCount - 1)
  return { key: String(key), first }
}
