/** What a sample is made from. */
import type { RulerTaskSpec } from '../../contract'
import type { DerivedRandom } from '../prompt'

export interface SampleInput {
  readonly wording: RulerTaskSpec['wording']
  /** n of the experiment's context. */
  readonly contextTokens: number
  /** Essays cut into sentences, without white space around them; empty where the task names no texts. */
  readonly sentences: readonly string[]
  /** Random numbers that depend on (seed, task, subtask, sample, stream) only. */
  readonly random: (stream: keyof typeof randomStreams) => DerivedRandom
}

/** Streams of their own: what one draws more of does not move the others. */
export const randomStreams = { values: 0, places: 1, haystack: 2, queries: 3, example: 4, order: 5 } as const
