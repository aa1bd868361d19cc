import { describe, expect, it } from 'vitest'
import { computeTopKOverlap } from '..'
import { goldenEntropies, goldenFailures, goldenLengths } from './golden'

const settings = { seed: 21 }

describe('top-k overlap', () => {
  it('has the golden T = 4 and E = 3.5 by length', () => {
    const result = computeTopKOverlap(goldenEntropies, goldenFailures, goldenLengths, settings)
    expect(result).toMatchObject({
      overlap: 4,
      expectedByChance: 3.5,
      positives: 6,
      strata: 3,
      informativeStrata: 3,
    })
    expect(result.test).toMatchObject({
      method: 'monte-carlo',
      permutations: 10000,
      seed: 21,
      alternative: 'greater',
    })
  })

  it('draws a p-value near the exact 0.46875 of the golden cells', () => {
    const { test } = computeTopKOverlap(goldenEntropies, goldenFailures, goldenLengths, settings)
    // By hand: overlaps of the lengths are (0: 3/4, 1: 1/4), (0: 1/6, 1: 4/6, 2: 1/6) and (2: 3/4, 3: 1/4);
    // P(sum >= 4) = 0.46875. Three standard errors of 10 000 draws are 0.015.
    const exact = [
      [3 / 4, 1 / 6, 1 / 4, 0 + 0 + 3],
      [3 / 4, 4 / 6, 3 / 4, 0 + 1 + 2],
      [3 / 4, 4 / 6, 1 / 4, 0 + 1 + 3],
      [3 / 4, 1 / 6, 3 / 4, 0 + 2 + 2],
      [3 / 4, 1 / 6, 1 / 4, 0 + 2 + 3],
      [1 / 4, 1 / 6, 1 / 4, 1 + 0 + 3],
      [1 / 4, 4 / 6, 3 / 4, 1 + 1 + 2],
      [1 / 4, 4 / 6, 1 / 4, 1 + 1 + 3],
      [1 / 4, 1 / 6, 3 / 4, 1 + 2 + 2],
      [1 / 4, 1 / 6, 1 / 4, 1 + 2 + 3],
    ]
      .filter(([, , , total]) => total >= 4)
      .reduce((sum, [a, b, c]) => sum + a * b * c, 0)
    expect(exact).toBeCloseTo(0.46875, 12)
    expect(Math.abs((test.pValue ?? 0) - exact)).toBeLessThan(0.015)
    const again = computeTopKOverlap(goldenEntropies, goldenFailures, goldenLengths, settings)
    expect(again.test.pValue).toBe(test.pValue)
  })

  it('is exactly hypergeometric for one stratum: N 10, k 3, P(T >= 2) = 0.183333', () => {
    const scores = Array.from({ length: 10 }, (_, i) => i)
    const positives = scores.map((score) => score === 9 || score === 7 || score === 2)
    const { overlap, expectedByChance, test } = computeTopKOverlap(
      scores,
      positives,
      scores.map(() => 0),
      settings,
    )
    expect(overlap).toBe(2)
    expect(expectedByChance).toBeCloseTo(0.9, 12)
    expect(test).toMatchObject({ method: 'exact', permutations: null, seed: null })
    expect(test.pValue).toBeCloseTo(0.183333, 6)
  })

  it('counts scores tied at the cut by the share that fits', () => {
    // Two positives; one score above, three tied at the cut for one place: 1 + 1/3.
    const scores = [5, 3, 3, 3, 1]
    const positives = [true, true, false, false, false]
    const { overlap, test } = computeTopKOverlap(scores, positives, [0, 0, 0, 0, 0], settings)
    expect(overlap).toBeCloseTo(4 / 3, 12)
    // Of the 10 ways to place two positives, the 3 that take the top and a tied score reach it.
    expect(test.pValue).toBeCloseTo(3 / 10, 12)
    expect(
      computeTopKOverlap([2, 2, 2, 2], [true, false, false, false], [0, 0, 0, 0], settings),
    ).toMatchObject({
      overlap: 0.25,
      expectedByChance: 0.25,
      test: { pValue: expect.closeTo(1, 12) },
    })
  })

  it('leaves out strata with one outcome, and is undefined where all are', () => {
    const partly = computeTopKOverlap([1, 2, 3, 4], [true, true, false, true], ['a', 'a', 'b', 'b'], settings)
    expect(partly).toMatchObject({ overlap: 1, positives: 1, strata: 2, informativeStrata: 1 })
    const none = computeTopKOverlap([1, 2], [true, true], [0, 0], settings)
    expect(none).toMatchObject({ overlap: null, expectedByChance: null, reason: 'only one outcome occurs' })
    expect(none.test).toMatchObject({ pValue: null, reason: 'only one outcome occurs' })
  })
})
