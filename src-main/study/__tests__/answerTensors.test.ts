import { describe, expect, it } from 'vitest'
import type { Observation } from '../../contract'
import type { AnswerWork } from '../../tasks'
import { toAnswerTensors } from '../observe/answerTensors'
import { listAttendedKeys } from '../observe/attendedKeys'
import { makeObservation } from './observation'

/** The needle is `key 4 2`; the answer is `4 2` and then a stop token, predicted by the queries at 5, 6 and 7. */
const words = ['<s>', ' key', ' 4', ' 2', ' grass', '?', ' 4', ' 2']
const prompt = Int32Array.of(0, 1, 4, 2, 9, 8)
const answer = Int32Array.of(4, 2)
const work = { prompt, needle: { first: 1, end: 4 } } as AnswerWork

/** Heads 0 and 1 copy both digits, head 2 the first one only, head 3 looks at the grass. */
function observe(): Observation {
  const request = { queries: { kind: 'all' }, topKeys: { count: 1, queries: 3 } } as const
  const observation = makeObservation(request, [5, 6, 7])
  const topKeys = {
    count: 1,
    queryPositions: Int32Array.of(5, 6, 7),
    keys: Int32Array.of(2, 3, 0, 2, 3, 0, 2, 4, 0, 4, 4, 0),
    weights: new Float32Array(12).fill(0.5),
  }
  return { ...observation, topKeys }
}

describe('what is kept of an answer', () => {
  it('is the prompt, and each head’s share of the needle that it copied', () => {
    const [tokens, scores] = toAnswerTensors(work, answer, observe())
    expect(tokens).toMatchObject({ name: 'promptTokens', axes: ['token'], data: prompt })
    expect(scores).toMatchObject({ name: 'retrievalScore', axes: ['layer', 'head'], shape: [2, 2] })
    expect([...scores.data]).toEqual([Math.fround(2 / 3), Math.fround(2 / 3), Math.fround(1 / 3), 0])
  })

  it('is the words attended to, with what was copied from them', async () => {
    const sequence = [...prompt, ...answer]
    const keys = await listAttendedKeys({ prompt, answer, observation: observe() }, (tokens) => {
      const first = sequence.findIndex((_, i) => tokens.every((token, j) => sequence[i + j] === token))
      return Promise.resolve(words.slice(first, first + tokens.length))
    })
    expect(keys).toEqual([
      { position: 0, weight: 2 / 12, word: '<s>', copied: [] },
      { position: 2, weight: 1.5 / 12, word: '4', copied: [{ token: 0, heads: 3 }] },
      { position: 4, weight: 1.5 / 12, word: 'grass?', copied: [] },
      { position: 3, weight: 1 / 12, word: '2', copied: [{ token: 1, heads: 2 }] },
    ])
  })
})
