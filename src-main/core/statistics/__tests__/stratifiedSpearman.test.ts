/**
 * Golden values by scipy 1.x, where r is the mid-rank inside the stratum less its mean:
 * `pearsonr(np.concatenate([rankdata(x[s == k]) - (np.sum(s == k) + 1) / 2 for k in strata]), <the same of y>)`.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeSpearman, computeStratifiedRho } from '..'

describe("Spearman's rho inside strata", () => {
  it('has the golden value where a link between strata is the other way round inside them', () => {
    const x = [1, 2, 2, 3, 5, 11, 13, 12, 18, 15]
    const y = [9, 8, 7, 7, 5, 19, 15, 18, 11, 16]
    expect(computeSpearman(x, y, null).value).toBeCloseTo(0.5457317073170731, 12)
    const strata = x.map((_, row) => (row < 5 ? 'low' : 'high'))
    expect(computeStratifiedRho(x, y, strata)).toBeCloseTo(-0.9102564102564101, 12)
  })

  it('weighs strata by their variance of ranks, and one of a single row not at all', () => {
    const rho = computeStratifiedRho(
      [3, 1, 2, 10, 14, 12, 11, 20],
      [5, 4, 6, 9, 7, 7, 8, 1],
      [0, 0, 0, 1, 1, 1, 1, 2],
    )
    expect(rho).toBeCloseTo(-0.5188745216627709, 12)
  })

  it('is rho with one stratum and with copies of one', () => {
    const rows = fc.array(fc.tuple(fc.integer({ max: 9 }), fc.integer({ max: 9 })), {
      minLength: 3,
      maxLength: 12,
    })
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 4 }), (pairs, copies) => {
        const x = pairs.map(([value]) => value)
        const y = pairs.map(([, value]) => value)
        const repeat = (values: number[]) => Array.from({ length: copies }, () => values).flat()
        const strata = Array.from({ length: copies }, (_, copy) => x.map(() => copy)).flat()
        const inside = computeStratifiedRho(repeat(x), repeat(y), strata)
        const rho = computeSpearman(x, y, null).value
        if (rho === null) expect(inside).toBe('in no stratum do both vary')
        else expect(inside).toBeCloseTo(rho, 10)
      }),
    )
  })
})
