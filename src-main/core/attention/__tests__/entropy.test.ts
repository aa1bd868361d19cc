import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeEffectiveFraction,
  computeEffectiveKeys,
  computeEntropyNats,
  computeNormalizedEntropy,
  computeSinkFreeEntropyNats,
  renormalizeRow,
} from '..'
import { distributions, oneHot, uniform } from './arbitraries'

describe('entropy', () => {
  it('has the golden values of (1/2, 1/4, 1/8, 1/8)', () => {
    const entropy = computeEntropyNats([1 / 2, 1 / 4, 1 / 8, 1 / 8])
    expect(entropy).toBeCloseTo(1.2130076, 7)
    expect(entropy / Math.LN2).toBeCloseTo(1.75, 12)
    expect(computeNormalizedEntropy(entropy, 4)).toBeCloseTo(0.875, 12)
    expect(computeEffectiveKeys(entropy)).toBeCloseTo(3.3635857, 7)
    expect(computeEffectiveFraction(entropy, 4)).toBeCloseTo(3.3635857 / 4, 7)
  })

  it('has the golden value of (0.9, 0.1), and of 5 nats the 148 effective keys of the paper', () => {
    expect(computeEntropyNats(new Float64Array([0.9, 0.1]))).toBeCloseTo(0.325083, 6)
    expect(Math.round(computeEffectiveKeys(5))).toBe(148)
  })

  it('is 0 for a one-hot row and ln n for a uniform row', () => {
    expect(computeEntropyNats(oneHot(9, 4))).toBe(0)
    for (const [keys, nats] of [
      [2048, 7.6246],
      [4096, 8.3178],
      [8192, 9.0109],
      [16384, 9.7041],
      [32768, 10.3972],
      [65536, 11.0904],
      [131072, 11.7835],
    ])
      expect(computeEntropyNats(uniform(keys))).toBeCloseTo(nats, 4)
  })

  it('leaves the normalised entropy of a single key undefined', () => {
    expect(computeEntropyNats([1])).toBe(0)
    expect(computeNormalizedEntropy(0, 1)).toBeNull()
  })

  it('lies between 0 and ln n, whatever the order of the keys', () => {
    fc.assert(
      fc.property(distributions(1), ([row]) => {
        const entropy = computeEntropyNats(row)
        expect(entropy).toBeGreaterThanOrEqual(0)
        expect(entropy).toBeLessThanOrEqual(Math.log(row.length) + 1e-12)
        expect(computeEntropyNats([...row].reverse())).toBeCloseTo(entropy, 10)
      }),
    )
  })

  it('follows the chain rule: splitting a key in two adds its weight times the entropy of the split', () => {
    fc.assert(
      fc.property(distributions(1), fc.double({ min: 0.01, max: 0.99, noNaN: true }), ([row], share) => {
        const split = [row[0] * share, row[0] * (1 - share), ...row.slice(1)]
        const added = row[0] * computeEntropyNats([share, 1 - share])
        expect(computeEntropyNats(split)).toBeCloseTo(computeEntropyNats(row) + added, 9)
      }),
    )
  })

  it.each([
    [[0.5, 0.4], 'it sums to 0.9'],
    [[0.5, NaN], 'entry 1 is NaN'],
    [[1.5, -0.5], 'entry 1 is -0.5'],
    [[], 'it is empty'],
  ])('refuses %j', (row, problem) => {
    expect(() => computeEntropyNats(row)).toThrow(`Not a row of attention: ${problem}.`)
  })
})

describe('sink-free entropy', () => {
  it('is the entropy of the other keys by themselves', () => {
    expect(computeSinkFreeEntropyNats([0.8, 0.1, 0.05, 0.05], 1)).toBeCloseTo(1.5 * Math.LN2, 12)
    expect(computeSinkFreeEntropyNats([0.6, 0.1, 0.1, 0.1, 0.05, 0.05], 4)).toBeCloseTo(Math.LN2, 12)
  })

  it('is undefined where no key or no weight is left', () => {
    expect(computeSinkFreeEntropyNats([0.5, 0.5], 4)).toBeNull()
    expect(computeSinkFreeEntropyNats([1, 0, 0], 1)).toBeNull()
  })
})

describe('renormalizeRow', () => {
  it('reports the mass that learned sinks took', () => {
    const { row, missingMass } = renormalizeRow([0.3, 0.3, 0.15])
    expect(missingMass).toBeCloseTo(0.25, 12)
    expect(Array.from(row)).toEqual([0.4, 0.4, 0.2].map((w) => expect.closeTo(w, 12)))
  })

  it('refuses a row without weight', () => {
    expect(() => renormalizeRow([0, 0])).toThrow('it sums to 0')
  })
})
