import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeJensenShannonDistance,
  computeJensenShannonNats,
  computeKullbackLeiblerNats,
  computeMeanRow,
  computeWassersteinBins,
} from '..'
import { distributions, oneHot, uniform } from './arbitraries'

const halving = [1 / 2, 1 / 4, 1 / 8, 1 / 8]

describe('Jensen-Shannon divergence', () => {
  it('has the golden values', () => {
    expect(computeJensenShannonNats([1, 0], [0, 1])).toBeCloseTo(0.6931472, 7)
    expect(computeJensenShannonDistance([1, 0], [0, 1])).toBeCloseTo(0.832555, 6)
    expect(computeJensenShannonNats([1, 0], [1 / 2, 1 / 2])).toBeCloseTo(0.2157616, 7)
    expect(computeJensenShannonDistance([1, 0], [1 / 2, 1 / 2])).toBeCloseTo(0.4645014, 7)
    expect(computeJensenShannonNats(halving, uniform(4))).toBeCloseTo(0.04247476, 8)
  })

  it('is its definition through KL to the middle', () => {
    fc.assert(
      fc.property(distributions(2), ([p, q]) => {
        const middle = computeMeanRow([p, q])
        const definition = (computeKullbackLeiblerNats(p, middle) + computeKullbackLeiblerNats(q, middle)) / 2
        expect(computeJensenShannonNats(p, q)).toBeCloseTo(definition, 9)
      }),
    )
  })

  it('is symmetric, 0 for equals, at most ln 2', () => {
    fc.assert(
      fc.property(distributions(2), ([p, q]) => {
        const divergence = computeJensenShannonNats(p, q)
        expect(divergence).toBe(computeJensenShannonNats(q, p))
        expect(divergence).toBeGreaterThanOrEqual(0)
        expect(divergence).toBeLessThanOrEqual(Math.LN2)
        expect(computeJensenShannonNats(p, p)).toBe(0)
      }),
    )
  })

  it('has a square root that is a metric', () => {
    fc.assert(
      fc.property(distributions(3), ([p, q, r]) => {
        const direct = computeJensenShannonDistance(p, r)
        const detour = computeJensenShannonDistance(p, q) + computeJensenShannonDistance(q, r)
        expect(direct).toBeLessThanOrEqual(detour + 1e-7)
      }),
    )
  })

  it('is lowered by averaging first', () => {
    fc.assert(
      fc.property(distributions(4), ([p1, p2, q1, q2]) => {
        const ofMeans = computeJensenShannonNats(computeMeanRow([p1, p2]), computeMeanRow([q1, q2]))
        const mean = (computeJensenShannonNats(p1, q1) + computeJensenShannonNats(p2, q2)) / 2
        expect(ofMeans).toBeLessThanOrEqual(mean + 1e-12)
      }),
    )
  })

  it('refuses different supports', () => {
    expect(() => computeJensenShannonNats([1], [0.5, 0.5])).toThrow('different supports: 1 and 2 entries')
  })
})

describe('Kullback-Leibler divergence', () => {
  it('is ln n - H against uniform, and infinite where the other has no weight', () => {
    expect(computeKullbackLeiblerNats(halving, uniform(4))).toBeCloseTo(Math.log(4) - 1.75 * Math.LN2, 12)
    expect(computeKullbackLeiblerNats([0.5, 0.5], [1, 0])).toBe(Infinity)
    expect(computeKullbackLeiblerNats([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 12)
  })
})

describe('Wasserstein-1 distance', () => {
  it('is the number of bins a whole mass moves', () => {
    expect(computeWassersteinBins(oneHot(6, 1), oneHot(6, 4))).toBe(3)
    expect(computeWassersteinBins([0.5, 0.5, 0], [0, 0.5, 0.5])).toBeCloseTo(1, 12)
  })

  it('equals the difference of mean bins where all mass moves one way, and is a symmetric metric', () => {
    fc.assert(
      fc.property(distributions(3), ([p, q, r]) => {
        const there = computeWassersteinBins(p, q)
        expect(there).toBeCloseTo(computeWassersteinBins(q, p), 9)
        expect(computeWassersteinBins(p, r)).toBeLessThanOrEqual(there + computeWassersteinBins(q, r) + 1e-9)
        const shifted = computeWassersteinBins([...p, 0, 0], [0, 0, ...p])
        expect(shifted).toBeCloseTo(2, 9)
      }),
    )
  })
})
