/** Worked examples from the literature, beside the closed forms that the other tests hold the statistics against. */
import { describe, expect, it } from 'vitest'
import {
  computeAuroc,
  computeMcNemarTest,
  computeMean,
  computePairedDifference,
  computeSpearman,
  computeSpearmanPermutationTest,
  computeTopKOverlap,
} from '..'

describe('Hollander and Wolfe 1973, Nonparametric Statistical Methods', () => {
  it('p. 69: permeability of chorioamnion, W = 35 of 10 x 5 pairs', () => {
    const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    const atWeeks = [1.15, 0.88, 0.9, 0.74, 1.21]
    const positives = [...atTerm.map(() => true), ...atWeeks.map(() => false)]
    expect(computeAuroc([...atTerm, ...atWeeks], positives, null).value).toBeCloseTo(35 / 50, 12)
  })

  it('p. 187: lightness of canned tuna against its score, rho = 0.6 with p = 0.0968', () => {
    const lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
    const score = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
    expect(computeSpearman(lightness, score, null).value).toBeCloseTo(0.6, 12)
    const { pValue } = computeSpearmanPermutationTest(lightness, score, { seed: 3 })
    // Three standard errors of 10,000 draws are 0.009.
    expect(Math.abs((pValue ?? 0) - 0.0968)).toBeLessThan(0.012)
  })
})

describe('Fisher 1935, The Design of Experiments, chapter 2: the lady tasting tea', () => {
  const isMilkFirst = [true, true, true, true, false, false, false, false]
  const noStrata = isMilkFirst.map(() => 'all cups')

  it.each([
    ['all four cups', [8, 7, 6, 5, 4, 3, 2, 1], 4, 1 / 70],
    ['three of four or better', [8, 7, 6, 4, 5, 3, 2, 1], 3, 17 / 70],
  ])('%s', (_, belief, right, pValue) => {
    const { overlap, test } = computeTopKOverlap(belief, isMilkFirst, noStrata, { seed: 1 })
    expect(overlap).toBe(right)
    expect(test).toMatchObject({ method: 'exact', alternative: 'greater' })
    expect(test.pValue).toBeCloseTo(pValue, 12)
  })
})

describe('Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology 13:91', () => {
  it.each([
    ['airway responsiveness, 1 pair against 7', 1, 7, 13, 0.0703],
    ['complete response, 6 pairs against 16', 6, 16, 139, 0.0525],
  ])('%s', (_, first, second, same, pValue) => {
    const pairs = Array.from({ length: first + second + same }, (_each, pair) => pair)
    const test = computeMcNemarTest(
      pairs.map((pair) => pair < first || pair >= first + second),
      pairs.map((pair) => pair >= first),
    )
    expect(test.pValue).toBeCloseTo(pValue, 4)
  })
})

describe('Efron and Tibshirani 1993, An Introduction to the Bootstrap', () => {
  it('tables 2.1 and 2.2: survival of treated mice, mean 86.86 with a bootstrap standard error of 23.36', () => {
    const treated = [94, 197, 16, 38, 99, 141, 23]
    const { value, interval } = computeMean(treated, { seed: 7, unit: 'mouse', level: 0.6827 })
    expect(value).toBeCloseTo(86.86, 2)
    // The middle 68.27 % of a distribution near normal is two standard errors wide.
    const standardError = ((interval?.high ?? 0) - (interval?.low ?? 0)) / 2
    expect(Math.abs(standardError - 23.36)).toBeLessThan(2)
  })

  it('a paired difference is the mean of the differences, resampled as one', () => {
    const before = [94, 197, 16, 38, 99, 141, 23]
    const after = before.map((days, mouse) => days + [3, -1, 4, 1, -5, 9, 2][mouse])
    const design = { seed: 7, unit: 'mouse' }
    const difference = computePairedDifference(after, before, design)
    expect(difference).toEqual(computeMean([3, -1, 4, 1, -5, 9, 2], design))
  })
})
