import { describe, expect, it } from 'vitest'
import type { ReferenceResult } from '../float64-transformer'
import { measureReference } from '../measure-reference'

/** One layer with one head whose row of query q is `row(q)`. */
function buildResult(tokens: number, row: (query: number) => readonly number[]): ReferenceResult {
  const attention = new Float64Array(tokens * tokens)
  for (let query = 0; query < tokens; query++) attention.set(row(query), query * tokens)
  const none = new Float64Array()
  return {
    layers: 1,
    heads: 1,
    tokens,
    logits: none,
    nllNats: none,
    attention: [attention],
    learnedSinkMass: 0,
    windowTokens: [Infinity],
  }
}

const uniform = (query: number) => new Array<number>(query + 1).fill(1 / (query + 1))

describe('measureReference', () => {
  it('gives uniform rows the entropy and the distances of the closed forms', () => {
    const measures = measureReference(buildResult(8, uniform))
    // Mean of ln 1 .. ln 8 is ln(8!)/8.
    expect(measures.meanEntropyNats[0]).toBeCloseTo(Math.log(40320) / 8, 12)
    expect(measures.meanNormalizedEntropy[0]).toBeCloseTo(1, 12)
    expect(measures.lastQueryEntropyNats[0]).toBeCloseTo(Math.log(8), 12)
    expect([...measures.distanceEdges]).toEqual([0, 1, 2, 4, 8])
    const published = [0.3397321, 0.2147321, 0.2627976, 0.1827381]
    published.forEach((mass, bin) => expect(measures.distanceMass[bin]).toBeCloseTo(mass, 7))
    expect(measures.firstTokenMass[0]).toBeCloseTo(0.3397321, 7)
  })

  it('measures one chosen query', () => {
    const rows = [[1], [0.5, 0.5], [1, 0, 0], [0.5, 0.25, 0.125, 0.125]]
    const measures = measureReference(
      buildResult(4, (query) => rows[query]),
      { first: 3, end: 4 },
    )
    expect(measures.queries).toBe(1)
    expect(measures.meanEntropyNats[0]).toBeCloseTo(1.2130076, 7)
    expect(measures.meanNormalizedEntropy[0]).toBeCloseTo(0.875, 12)
    expect(measures.firstTokenMass[0]).toBe(0.5)
    expect([...measures.distanceMass]).toEqual([0.125, 0.125, 0.75])
  })

  it('keeps sink and local keys apart in long rows', () => {
    const measures = measureReference(buildResult(100, uniform), { first: 99, end: 100 })
    expect(measures.sinkMass[0]).toBeCloseTo(0.04, 12)
    expect(measures.localMass[0]).toBeCloseTo(0.64, 12)
  })

  it('has no normalised entropy for a query with one key', () => {
    const measures = measureReference(buildResult(1, uniform))
    expect(measures.meanNormalizedEntropy[0]).toBeNaN()
    expect(measures.meanEntropyNats[0]).toBe(0)
  })
})
