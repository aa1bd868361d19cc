import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeLinearTicks, computeLogTicks } from '../ticks'

describe('computeLogTicks', () => {
  it('names decades over many of them', () => {
    expect(computeLogTicks([1e-5, 1]).ticks).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1])
  })

  it('names digits between decades where the range is small', () => {
    expect(computeLogTicks([26, 85]).ticks).toEqual([30, 40, 50, 60, 80])
  })

  it('holds every positive value, and at least two ticks inside', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const { low, high, ticks } = computeLogTicks(values)
        expect(low).toBeLessThanOrEqual(Math.min(...values))
        expect(high).toBeGreaterThanOrEqual(Math.max(...values))
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })
})

describe('computeLinearTicks', () => {
  it('begins at 0 where the values come near it', () => {
    expect(computeLinearTicks([1, 5.4]).ticks).toEqual([0, 2, 4, 6])
  })

  it('begins below values that are far from 0', () => {
    expect(computeLinearTicks([3.1, 5.3])).toEqual({ low: 3, high: 5.5, ticks: [3, 3.5, 4, 4.5, 5, 5.5] })
  })

  it('gives a range also to a single value', () => {
    const { low, high } = computeLinearTicks([4])
    expect(low).toBeLessThanOrEqual(4)
    expect(high).toBeGreaterThan(low)
  })
})
