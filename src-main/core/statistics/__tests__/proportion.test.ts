import { describe, expect, it } from 'vitest'
import { computeProportion } from '..'

describe("Wilson's interval", () => {
  // Newcombe 1998, Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (successes, n, low, high) => {
    const { interval, value } = computeProportion(successes, n, 'prompt')
    expect(value).toBe(successes / n)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
    expect(interval).toMatchObject({
      method: 'wilson',
      resamples: null,
      seed: null,
      units: n,
      unit: 'prompt',
    })
  })

  it('solves |p - value| = z sqrt(p (1 - p) / n) at another level, and mirrors with the outcome', () => {
    const { interval, value } = computeProportion(7, 25, 'prompt', 0.9)
    const low = interval?.low ?? 0
    expect((value ?? 0) - low).toBeCloseTo(1.6448536 * Math.sqrt((low * (1 - low)) / 25), 7)
    const mirrored = computeProportion(18, 25, 'prompt', 0.9).interval
    expect(1 - (mirrored?.high ?? 0)).toBeCloseTo(low, 12)
  })

  it('is undefined for no rows and refuses what is no proportion', () => {
    expect(computeProportion(0, 0, 'prompt')).toMatchObject({
      value: null,
      reason: 'no rows',
      interval: null,
    })
    expect(() => computeProportion(3, 2, 'prompt')).toThrow('Not a proportion: 3 of 2 at level 0.95.')
  })
})
