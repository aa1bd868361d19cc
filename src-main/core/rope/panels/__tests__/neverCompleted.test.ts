import { describe, expect, it } from 'vitest'
import { computeCriticalDimension, findNeverCompletedPairs } from '../neverCompleted'
import { llama2, llama31 } from '../../__tests__/tables'

describe('pairs never completed in training', () => {
  it('have the golden counts', () => {
    expect(findNeverCompletedPairs(llama2)).toEqual({ count: 18, first: 46 })
    expect(findNeverCompletedPairs(llama31)).toEqual({ count: 29, first: 35 })
  })

  it.each([
    [64, 1024, 14],
    [64, 512, 16],
    [64, 256, 19],
    [64, 128, 21],
    [32, 256, 9],
    [32, 128, 10],
    [80, 4096, 11],
  ])('on d = %d trained on %d tokens are %d', (rotaryDimensions, trainedContextTokens, count) => {
    expect(findNeverCompletedPairs({ rotaryDimensions, ropeBase: 1e4, trainedContextTokens }).count).toBe(
      count,
    )
  })

  it('are none on a long training, and all on one shorter than the first wavelength', () => {
    expect(findNeverCompletedPairs({ ...llama2, trainedContextTokens: 100_000 })).toEqual({
      count: 0,
      first: null,
    })
    expect(findNeverCompletedPairs({ ...llama2, trainedContextTokens: 6 })).toEqual({ count: 64, first: 0 })
  })
})

describe('the critical dimension', () => {
  it('has the golden values', () => {
    expect(computeCriticalDimension(llama2)).toBe(92)
    expect(computeCriticalDimension(llama31)).toBe(70)
  })

  it('is twice the first pair that is never completed, and stays in 0 .. d', () => {
    for (const trainedContextTokens of [64, 128, 512, 4096, 32768]) {
      const geometry = { ...llama2, trainedContextTokens }
      expect(computeCriticalDimension(geometry)).toBe(2 * (findNeverCompletedPairs(geometry).first ?? 64))
    }
    expect(computeCriticalDimension({ ...llama2, trainedContextTokens: 1 })).toBe(0)
    expect(computeCriticalDimension({ ...llama2, trainedContextTokens: 10_000_000 })).toBe(128)
  })
})
