import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustByBenjaminiHochberg, adjustByHolm } from '..'

/** Benjamini and Hochberg 1995, section 4.1: fifteen hypotheses of a trial of thrombolytic treatment. */
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
]
const below = (adjusted: (number | null)[]) => adjusted.filter((p) => p !== null && p <= 0.05).length
const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 })

describe('adjusted p-values', () => {
  it('reject 4 (Benjamini-Hochberg) and 3 (Holm) of the published fifteen at 0.05', () => {
    expect(below(adjustByBenjaminiHochberg(published))).toBe(4)
    expect(below(adjustByHolm(published))).toBe(3)
    expect(adjustByBenjaminiHochberg(published)[3]).toBeCloseTo((15 * 0.0095) / 4, 12)
    expect(adjustByHolm(published)[2]).toBeCloseTo(13 * 0.0019, 12)
  })

  it('can be checked by hand on three, in any order', () => {
    expect(adjustByHolm([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06].map((p) => expect.closeTo(p, 12)))
    expect(adjustByBenjaminiHochberg([0.04, 0.01, 0.03])).toEqual(
      [0.04, 0.03, 0.04].map((p) => expect.closeTo(p, 12)),
    )
  })

  it('lie between the p-value and Bonferroni, Benjamini-Hochberg below Holm, in the order of the p-values', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const holm = adjustByHolm(values)
        const benjaminiHochberg = adjustByBenjaminiHochberg(values)
        values.forEach((p, test) => {
          expect(benjaminiHochberg[test]).toBeGreaterThanOrEqual(p - 1e-12)
          expect(holm[test]).toBeGreaterThanOrEqual((benjaminiHochberg[test] ?? 0) - 1e-12)
          expect(holm[test]).toBeLessThanOrEqual(Math.min(1, values.length * p) + 1e-12)
        })
      }),
    )
  })

  it('leave undefined tests undefined and uncounted', () => {
    expect(adjustByHolm([null, 0.02, null])).toEqual([null, 0.02, null])
    expect(adjustByBenjaminiHochberg([])).toEqual([])
  })

  it('refuse what is no p-value', () => {
    expect(() => adjustByHolm([0.5, 1.5])).toThrow('Not a p-value: 1.5 of test 1.')
  })
})
