import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logBinomial } from '../combinatorics'

describe('binomial coefficients', () => {
  it("follow Pascal's rule across the switch to Stirling's series", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (a, b) => {
        const n = Math.max(a, b)
        const k = Math.min(a, b)
        const pascal =
          Math.exp(logBinomial(n, k) - logBinomial(n + 1, k)) +
          Math.exp(logBinomial(n, k - 1) - logBinomial(n + 1, k))
        expect(pascal).toBeCloseTo(1, 10)
      }),
    )
    expect(Math.exp(logBinomial(52, 5))).toBeCloseTo(2598960, 4)
    expect(logBinomial(3, 4)).toBe(-Infinity)
  })
})
