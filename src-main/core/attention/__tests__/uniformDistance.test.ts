import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeDistanceEdges,
  computeDistanceMass,
  computeUniformDistanceMass,
  computeUniformMeanEntropyNats,
  computeVisibleKeys,
} from '..'
import { uniform } from './arbitraries'

describe('uniform attention by distance', () => {
  it('has the golden mean over queries 0..7', () => {
    const mass = computeUniformDistanceMass({ first: 0, end: 8 }, computeDistanceEdges(8))
    const golden = [0.3397321, 0.2147321, 0.2627976, 0.1827381]
    expect(Array.from(mass)).toEqual(golden.map((m) => expect.closeTo(m, 7)))
  })

  it('is one query alone: 1/8, 1/8, 1/4, 1/2', () => {
    const mass = computeUniformDistanceMass({ first: 7, end: 8 }, computeDistanceEdges(8))
    expect(Array.from(mass)).toEqual([1 / 8, 1 / 8, 1 / 4, 1 / 2].map((m) => expect.closeTo(m, 14)))
  })

  it('equals the mean of binned uniform rows, and counts the same keys, for any run of queries', () => {
    const spans = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 120 }))
    fc.assert(
      fc.property(spans, ([first, count]) => {
        const queries = { first, end: first + count }
        const edges = computeDistanceEdges(queries.end)
        const mass = new Float64Array(edges.length - 1)
        const keys = new Float64Array(edges.length - 1)
        for (let n = first + 1; n <= queries.end; n++) {
          computeDistanceMass(uniform(n), edges).forEach((m, bin) => (mass[bin] += m / count))
          for (let distance = 0; distance < n; distance++)
            keys[edges.findLastIndex((edge) => edge <= distance)] += 1 / count
        }
        const closed = computeUniformDistanceMass(queries, edges)
        const closedKeys = computeVisibleKeys(queries, edges)
        for (let bin = 0; bin < mass.length; bin++) {
          expect(closed[bin]).toBeCloseTo(mass[bin], 11)
          expect(closedKeys[bin]).toBeCloseTo(keys[bin], 9)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('sums to 1 at 131 072 tokens', () => {
    const mass = computeUniformDistanceMass({ first: 0, end: 131072 }, computeDistanceEdges(131072))
    expect(mass.reduce((total, m) => total + m, 0)).toBeCloseTo(1, 11)
  })

  it('has mean entropy ln(N!)/N over all queries of N tokens', () => {
    const golden = [
      [256, 4.559599],
      [2048, 6.626929],
      [4096, 7.319006],
      [8192, 8.011576],
    ]
    for (const [tokens, nats] of golden)
      expect(computeUniformMeanEntropyNats({ first: 0, end: tokens })).toBeCloseTo(nats, 6)
    expect(computeUniformMeanEntropyNats({ first: 63937, end: 63938 })).toBeCloseTo(11.07, 2)
  })

  it('refuses an empty run of queries', () => {
    expect(() => computeUniformMeanEntropyNats({ first: 5, end: 5 })).toThrow(
      'No queries to average over: 5 .. 4.',
    )
  })
})
