import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeRetrievalHeadScore } from '..'

const prompt = [1, 20, 21, 22, 23, 9]
const needle = { first: 1, end: 5 }

describe('retrieval-head score', () => {
  it('counts needle positions that were the top key when their token was generated', () => {
    const steps = [
      { topKey: 1, generatedToken: 20 },
      { topKey: 2, generatedToken: 22 },
      { topKey: 5, generatedToken: 9 },
      { topKey: 4, generatedToken: 23 },
    ]
    expect(computeRetrievalHeadScore(steps, prompt, needle)).toBe(2 / 4)
  })

  it('counts a position once, however often it is copied', () => {
    const steps = Array.from({ length: 9 }, () => ({ topKey: 3, generatedToken: 22 }))
    expect(computeRetrievalHeadScore(steps, prompt, needle)).toBe(1 / 4)
  })

  it('is 0 for no steps, 1 for a full copy, and never beyond', () => {
    expect(computeRetrievalHeadScore([], prompt, needle)).toBe(0)
    const copy = [1, 2, 3, 4].map((topKey) => ({ topKey, generatedToken: prompt[topKey] }))
    expect(computeRetrievalHeadScore(copy, prompt, needle)).toBe(1)
    const step = fc.record({ topKey: fc.nat(8), generatedToken: fc.integer({ min: 18, max: 24 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const score = computeRetrievalHeadScore([...copy, ...steps], prompt, needle)
        expect(score).toBe(1)
        expect(computeRetrievalHeadScore(steps, prompt, needle)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('refuses a needle outside the prompt', () => {
    expect(() => computeRetrievalHeadScore([], prompt, { first: 4, end: 7 })).toThrow(
      'Needle outside the prompt: positions 4 .. 6 of 6.',
    )
  })
})
