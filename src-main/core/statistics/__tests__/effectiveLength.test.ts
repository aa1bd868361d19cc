import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeEffectiveLength, computeLengthWeightedMean } from '../effectiveLength'

/** The row of RULER's table that its documentation checks: 4K to 128K. */
const published = [0.965, 0.958, 0.954, 0.948, 0.884, 0.666].map((score, i) => ({
  contextTokens: 4096 * 2 ** i,
  score,
}))

describe('computeEffectiveLength', () => {
  it('is the longest length that reaches 85.6 %', () => {
    expect(computeEffectiveLength(published)).toBe(65_536)
    expect(computeEffectiveLength([{ contextTokens: 4096, score: 0.856 }])).toBe(4096)
    expect(computeEffectiveLength([{ contextTokens: 4096, score: 0.8559 }])).toBeNull()
    expect(computeEffectiveLength([])).toBeNull()
  })

  it('takes another threshold, any order, and a gap', () => {
    expect(computeEffectiveLength(published.toReversed(), 0.95)).toBe(16_384)
    const gap = [
      { contextTokens: 1, score: 1 },
      { contextTokens: 2, score: 0.1 },
      { contextTokens: 3, score: 0.9 },
    ]
    expect(computeEffectiveLength(gap)).toBe(3)
  })

  it.each([-0.01, 1.01, NaN, 96.5])('refuses a score of %f', (score) => {
    expect(() => computeEffectiveLength([{ contextTokens: 4096, score }])).toThrow(
      `Unusable score at 4096 tokens: ${score}. Expected one score between 0 and 1 for each length. ` +
        'Average the scores of a length first.',
    )
  })

  it('refuses two scores of one length', () => {
    expect(() => computeEffectiveLength([published[0], published[0]])).toThrow(
      /^Unusable score at 4096 tokens/,
    )
  })
})

describe('computeLengthWeightedMean', () => {
  it('is 85.5 % rising and 93.7 % falling for the published row', () => {
    expect(computeLengthWeightedMean(published, 'rising')).toBeCloseTo(0.855, 3)
    expect(computeLengthWeightedMean(published, 'falling')).toBeCloseTo(0.937, 3)
    expect(computeLengthWeightedMean([], 'rising')).toBeNull()
  })

  it('keeps a constant score, and both weightings have the mean as their middle', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
        const scores = values.map((score, i) => ({ contextTokens: i + 1, score }))
        const rising = computeLengthWeightedMean(scores, 'rising') ?? NaN
        const falling = computeLengthWeightedMean(scores, 'falling') ?? NaN
        expect((rising + falling) / 2).toBeCloseTo(values.reduce((a, b) => a + b, 0) / values.length, 9)
        const constant = scores.map(({ contextTokens }) => ({ contextTokens, score: values[0] }))
        expect(computeLengthWeightedMean(constant, 'rising')).toBeCloseTo(values[0], 9)
      }),
    )
  })
})
