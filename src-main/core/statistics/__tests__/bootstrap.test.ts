import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeMean, computePairedDifference, computeStatistic } from '..'

const design = { seed: 7, unit: 'window' }
const hundred = Array.from({ length: 100 }, (_, i) => Math.sin(i) + i / 50)

describe('percentile bootstrap', () => {
  it('comes close to the normal interval of a mean of 100 rows', () => {
    const { value, interval, n } = computeMean(hundred, { ...design, resamples: 4000 })
    const mean = hundred.reduce((total, v) => total + v, 0) / 100
    const deviation = Math.sqrt(hundred.reduce((total, v) => total + (v - mean) ** 2, 0) / 100)
    const reach = (1.959964 * deviation) / 10
    expect(value).toBeCloseTo(mean, 12)
    expect(n).toBe(100)
    expect(interval?.low).toBeCloseTo(mean - reach, 1.7)
    expect(interval?.high).toBeCloseTo(mean + reach, 1.7)
    expect(interval).toMatchObject({
      level: 0.95,
      method: 'percentile-bootstrap',
      unit: 'window',
      units: 100,
      resamples: 4000,
      droppedResamples: 0,
      seed: 7,
    })
  })

  it('repeats to the last digit for a seed, and differs for another', () => {
    const first = computeMean(hundred, design)
    expect(computeMean(hundred, design)).toEqual(first)
    expect(computeMean(hundred, { ...design, seed: 8 }).interval).not.toEqual(first.interval)
  })

  it('narrows with the level', () => {
    const wide = computeMean(hundred, { ...design, level: 0.99 }).interval
    const narrow = computeMean(hundred, { ...design, level: 0.5 }).interval
    expect(narrow?.low).toBeGreaterThan(wide?.low ?? Infinity)
    expect(narrow?.high).toBeLessThan(wide?.high ?? -Infinity)
  })

  it('is a point for equal values and stays within the values', () => {
    expect(computeMean([4, 4, 4, 4, 4], design).interval).toMatchObject({ low: 4, high: 4 })
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 5, maxLength: 30 }), (values) => {
        const { interval } = computeMean(values, { ...design, resamples: 50 })
        expect(interval?.low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
        expect(interval?.high).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
      }),
      { numRuns: 30 },
    )
  })

  it('draws rows of a unit together: ten copies of five windows are five units', () => {
    const windows = [1, 2, 3, 4, 5]
    const copied = Array.from({ length: 10 }, () => windows).flat()
    const grouped = computeMean(copied, { ...design, unitOfRow: copied })
    expect(grouped.interval).toEqual(computeMean(windows, design).interval)
    expect(grouped.n).toBe(50)
    const apart = computeMean(copied, design).interval
    expect(apart?.high).toBeLessThan(grouped.interval?.high ?? -Infinity)
  })

  it('keeps the size of every stratum', () => {
    const lengths = ['a', 'a', 'a', 'b', 'b', 'b']
    const values = [0, 0, 0, 10, 10, 10]
    expect(computeMean(values, { ...design, stratumOfRow: lengths }).interval).toMatchObject({
      low: 5,
      high: 5,
    })
    expect(computeMean(values, design).interval?.high).toBeGreaterThan(5)
  })

  it('has no interval below five units, or with one unit in every stratum', () => {
    expect(computeMean([1, 2, 3, 4], design)).toMatchObject({
      value: 2.5,
      interval: null,
      intervalReason: '4 windows: an interval needs at least 5',
    })
    const single = computeMean([1, 2, 3, 4, 5], { ...design, stratumOfRow: [1, 2, 3, 4, 5] })
    expect(single.intervalReason).toBe('one window in every stratum: resampling has nothing to vary')
    expect(computeMean([1, 2], null).intervalReason).toBe('no interval was asked for')
  })

  it('drops and counts resamples without a value', () => {
    const onlyWithFirst = (weights: ArrayLike<number>) =>
      weights[0] > 0 ? weights[0] : 'the first row is missing'
    const { interval } = computeStatistic(6, onlyWithFirst, design)
    // P(a given row is missing) = (5/6)^6 = 0.335.
    expect(interval?.droppedResamples).toBeGreaterThan(600)
    expect(interval?.droppedResamples).toBeLessThan(740)
    expect(interval?.low).toBe(1)
  })

  it('has no interval where most resamples have no value', () => {
    const rarely = computeStatistic(
      6,
      (weights) => (weights[0] === 1 && weights[1] === 1 ? 1 : 'rare'),
      design,
    )
    expect(rarely.interval).toBeNull()
    expect(rarely.intervalReason).toMatch(/^undefined in 1\d{3} of 2000 resamples$/)
  })

  it('refuses bad designs', () => {
    expect(() => computeMean(hundred, { ...design, level: 1 })).toThrow('2000 resamples, level 1')
    expect(() => computeMean(hundred, { ...design, seed: 0.5 })).toThrow('Unusable seed: 0.5.')
    expect(() =>
      computeMean([1, 2, 3, 4, 5, 6], {
        ...design,
        unitOfRow: [1, 1, 2, 3, 4, 5],
        stratumOfRow: [1, 2, 1, 1, 1, 1],
      }),
    ).toThrow('A window lies in two strata: 1.')
  })
})

describe('means', () => {
  it('is undefined for no rows', () => {
    expect(computeMean([], design)).toMatchObject({ value: null, reason: 'no rows', n: 0 })
  })

  it('pairs rows: a constant difference has no spread, whatever the spread of the rows', () => {
    const shifted = hundred.map((v) => v - 0.25)
    const { value, interval } = computePairedDifference(hundred, shifted, design)
    expect(value).toBeCloseTo(0.25, 12)
    expect(interval?.low).toBeCloseTo(0.25, 12)
    expect(interval?.high).toBeCloseTo(0.25, 12)
  })
})
