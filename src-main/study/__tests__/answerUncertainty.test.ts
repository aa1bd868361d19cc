import { describe, expect, it } from 'vitest'
import { computeAnswerUncertainty } from '../observe/answerUncertainty'
import { makeObservation } from './observation'

const allKeys = (_layer: number, position: number): number => position + 1
/** Entropy of (layer, head) row r at query q is r + q. */
const observe = (positions: readonly number[]) =>
  makeObservation({ queries: { kind: 'all' }, perQuery: true }, positions)

describe('computeAnswerUncertainty', () => {
  it('averages over the queries that predicted a kept token', () => {
    const { entropyNats, entropyOfMeanNats, perTokenEntropyNats, prefillEntropyNats } =
      computeAnswerUncertainty(observe([9, 10, 11]), 2, allKeys)
    // Rows 0 .. 3 have mean 1.5 at query 0; the third query predicted the stop token.
    expect(perTokenEntropyNats).toEqual([1.5, 2.5])
    expect(entropyNats).toBe(2)
    expect(entropyOfMeanNats).toBe(3.5)
    expect(prefillEntropyNats).toBe(1.5)
  })

  it('normalises each query by its own number of keys', () => {
    const { normalizedEntropy } = computeAnswerUncertainty(observe([9, 10]), 2, allKeys)
    expect(normalizedEntropy).toBeCloseTo((1.5 / Math.log(10) + 2.5 / Math.log(11)) / 2, 12)
  })

  it('counts the keys that a layer sees', () => {
    const { normalizedEntropy } = computeAnswerUncertainty(observe([9]), 1, (layer) => (layer === 0 ? 4 : 10))
    // Layer 0 has rows 0 and 1, layer 1 rows 2 and 3.
    expect(normalizedEntropy).toBeCloseTo((1 / Math.log(4) + 5 / Math.log(10)) / 4, 12)
  })

  it('is null, not 0, where nothing was generated; the prefill still has a value', () => {
    expect(computeAnswerUncertainty(observe([9]), 0, allKeys)).toEqual({
      entropyNats: null,
      entropyOfMeanNats: null,
      normalizedEntropy: null,
      prefillEntropyNats: 1.5,
      perTokenEntropyNats: [],
    })
  })

  it('has no entropy of the mean row where the engine kept none', () => {
    const observation = observe([9, 10])
    const perQuery = observation.perQuery && {
      ...observation.perQuery,
      meanRowEntropyNats: new Float64Array(),
    }
    expect(computeAnswerUncertainty({ ...observation, perQuery }, 2, allKeys).entropyOfMeanNats).toBeNull()
  })

  it('refuses an observation that lacks predicting queries', () => {
    expect(() => computeAnswerUncertainty(observe([9]), 2, allKeys)).toThrow('1 predicting queries')
  })
})
