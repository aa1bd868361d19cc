/** The observer's measures, computed in float64 from whole attention rows; names and shapes as in an observation. */
import type { ReferenceResult } from './float64-transformer'

export interface ReferenceMeasures {
  /** Q. */
  readonly queries: number
  /** All [L, H]. */
  readonly meanEntropyNats: Float64Array
  /** Over queries with at least two visible keys; NaN without one. */
  readonly meanNormalizedEntropy: Float64Array
  readonly lastQueryEntropyNats: Float64Array
  readonly firstTokenMass: Float64Array
  /** Keys 0..3. */
  readonly sinkMass: Float64Array
  /** The last 64 keys, the query's own included. */
  readonly localMass: Float64Array
  /** 0, 1, 2, 4, ... up to the first power of two above every distance [B + 1]. */
  readonly distanceEdges: Int32Array
  /** Mean mass at distances in [edge_b, edge_(b+1)) [L, H, B]. */
  readonly distanceMass: Float64Array
}

/**
 * Means over the queries `first .. end - 1`, by default all.
 * Definitions: H = -sum p ln p; normalised H / ln(visible keys); distance = query - key.
 */
export function measureReference(
  result: ReferenceResult,
  { first = 0, end = result.tokens }: { readonly first?: number; readonly end?: number } = {},
): ReferenceMeasures {
  const distanceEdges = listDistanceEdges(end)
  const rows = result.attention.flatMap((layer, index) =>
    Array.from({ length: result.heads }, (_, head) => {
      const stride = result.tokens ** 2
      const probabilities = layer.subarray(head * stride, (head + 1) * stride)
      return measureHead(probabilities, result, result.windowTokens[index], { first, end }, distanceEdges)
    }),
  )
  const collect = (pick: (measures: HeadMeasures) => number) => Float64Array.from(rows, pick)
  return {
    queries: end - first,
    meanEntropyNats: collect((row) => row.entropy),
    meanNormalizedEntropy: collect((row) => row.normalizedEntropy),
    lastQueryEntropyNats: collect((row) => row.lastEntropy),
    firstTokenMass: collect((row) => row.firstTokenMass),
    sinkMass: collect((row) => row.sinkMass),
    localMass: collect((row) => row.localMass),
    distanceEdges,
    distanceMass: Float64Array.from(rows.flatMap((row) => row.distanceMass)),
  }
}

interface HeadMeasures {
  readonly entropy: number
  readonly normalizedEntropy: number
  readonly lastEntropy: number
  readonly firstTokenMass: number
  readonly sinkMass: number
  readonly localMass: number
  readonly distanceMass: number[]
}

function listDistanceEdges(distances: number): Int32Array {
  const edges = [0, 1]
  while (edges[edges.length - 1] < distances) edges.push(2 * edges[edges.length - 1])
  return Int32Array.from(edges)
}

function measureHead(
  probabilities: Float64Array,
  { tokens }: ReferenceResult,
  windowTokens: number,
  span: { readonly first: number; readonly end: number },
  edges: Int32Array,
): HeadMeasures {
  const queries = Array.from({ length: span.end - span.first }, (_, i) => {
    const query = span.first + i
    const row = probabilities.subarray(query * tokens, query * tokens + query + 1)
    return { query, row, entropy: computeEntropy(row), visibleKeys: Math.min(query + 1, windowTokens) }
  })
  const massWithin = (from: number, to: number) =>
    mean(
      queries.map(({ query, row }) =>
        sum(row.subarray(Math.max(0, query + 1 - to), Math.max(0, query + 1 - from))),
      ),
    )
  return {
    entropy: mean(queries.map(({ entropy }) => entropy)),
    normalizedEntropy: mean(
      queries
        .filter(({ visibleKeys }) => visibleKeys > 1)
        .map(({ entropy, visibleKeys }) => entropy / Math.log(visibleKeys)),
    ),
    lastEntropy: queries[queries.length - 1].entropy,
    firstTokenMass: mean(queries.map(({ row }) => row[0])),
    sinkMass: mean(queries.map(({ row }) => sum(row.subarray(0, 4)))),
    localMass: massWithin(0, 64),
    distanceMass: Array.from(edges.subarray(1), (edge, bin) => massWithin(edges[bin], edge)),
  }
}

function computeEntropy(row: Float64Array): number {
  return row.reduce((entropy, p) => (p > 0 ? entropy - p * Math.log(p) : entropy), 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0)
}
