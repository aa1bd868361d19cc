/** The keys an answer attended to, in words: where right and wrong answers come from. */
import type { AttendedKey, Observation } from '../../contract'
import { findCopiedTokens, rankAttendedKeys } from '../../core/attention'
import { requireTopKeys } from './answerTensors'
import { findWord } from './findWord'

const listedKeys = 8
/** Tokens read on either side of a key: words are cut there. */
const wordReach = 8

export interface AnsweredPrompt {
  /** Token ids [n]. */
  readonly prompt: Int32Array
  /** Token ids, the stop token excluded. */
  readonly answer: Int32Array
  readonly observation: Observation
}

/**
 * The keys of most attention, and those that tokens of the answer may have been copied from, by falling weight.
 *
 * @param readTexts texts of tokens, one by one
 */
export async function listAttendedKeys(
  { prompt, answer, observation }: AnsweredPrompt,
  readTexts: (tokens: Int32Array) => Promise<readonly string[]>,
): Promise<AttendedKey[]> {
  const sequence = Int32Array.from([...prompt, ...answer])
  const rows = { ...requireTopKeys(observation), heads: observation.layers * observation.heads }
  const copied = findCopiedTokens(rows, sequence, prompt.length)
  const sources = new Set(copied.map(({ position }) => position))
  const keys = rankAttendedKeys(rows).filter(
    ({ position }, rank) => rank < listedKeys || sources.has(position),
  )
  const listed: AttendedKey[] = []
  for (const { position, weight } of keys) {
    const first = Math.max(0, position - wordReach)
    const texts = await readTexts(sequence.slice(first, position + wordReach + 1))
    listed.push({
      position,
      weight,
      word: findWord(texts, position - first),
      copied: copied
        .filter((each) => each.position === position)
        .map(({ token, heads }) => ({ token, heads })),
    })
  }
  return listed
}
