import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeDensity, computeDistanceEdges, computeDistanceMass } from '..'
import { distributions, oneHot, uniform } from './arbitraries'

describe('distance bins', () => {
  it('doubles the edges until the longest row fits', () => {
    expect(computeDistanceEdges(1)).toEqual([0, 1])
    expect(computeDistanceEdges(8)).toEqual([0, 1, 2, 4, 8])
    expect(computeDistanceEdges(9)).toEqual([0, 1, 2, 4, 8, 16])
  })

  it('gives one query with 8 equal keys 1/8, 1/8, 1/4, 1/2', () => {
    expect(Array.from(computeDistanceMass(uniform(8), computeDistanceEdges(8)))).toEqual([
      1 / 8,
      1 / 8,
      1 / 4,
      1 / 2,
    ])
  })

  it('counts distance from the query, the last key, backwards', () => {
    const edges = computeDistanceEdges(10)
    expect(Array.from(computeDistanceMass(oneHot(10, 9), edges))).toEqual([1, 0, 0, 0, 0])
    expect(Array.from(computeDistanceMass(oneHot(10, 6), edges))).toEqual([0, 0, 1, 0, 0])
    expect(Array.from(computeDistanceMass(oneHot(10, 0), edges))).toEqual([0, 0, 0, 0, 1])
  })

  it('keeps all of the mass', () => {
    fc.assert(
      fc.property(distributions(1), ([row]) => {
        const mass = computeDistanceMass(row, computeDistanceEdges(row.length))
        expect(mass.reduce((total, m) => total + m, 0)).toBeCloseTo(1, 10)
      }),
    )
  })

  it('refuses edges that leave keys out, or do not rise', () => {
    expect(() => computeDistanceMass(uniform(9), [0, 1, 2, 4, 8])).toThrow(
      'rising edges from 0 to at least 9',
    )
    expect(() => computeDistanceMass(uniform(2), [0, 2, 2])).toThrow('Unusable distance edges: 0, 2, 2.')
    expect(() => computeDistanceEdges(0)).toThrow('No distance bins for this many keys: 0.')
  })
})

describe('density', () => {
  it('is 1 / n for uniform attention and undefined in bins without keys', () => {
    expect(computeDensity([0.2, 0.2, 0.4, 0.2, 0], [1, 1, 2, 1, 0])).toEqual([0.2, 0.2, 0.2, 0.2, null])
  })

  it('refuses counts of other bins', () => {
    expect(() => computeDensity([1], [1, 2])).toThrow('different bins: 1 and 2')
  })
})
