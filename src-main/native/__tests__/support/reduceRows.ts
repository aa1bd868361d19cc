/** The reducers once more, in float64 and over whole rows, straight from their definitions in the contract. */
import type { Observation, PositionSpan } from '../../../contract'

export interface ExactRows {
  readonly layers: number
  readonly heads: number
  /** n. */
  readonly tokens: number
  /** p(layer, head, query) over all keys [n]; 0 where a key is not visible. */
  row(layer: number, head: number, query: number): Float64Array
}

interface ReducedRows {
  /** [L * H][Q]. */
  readonly entropyPerQuery: readonly number[][]
  readonly lastEntropy: readonly number[]
  readonly firstTokenPerQuery: readonly number[]
  readonly meanRowEntropy: readonly number[]
  readonly spanMassPerQuery: readonly number[]
  readonly spanMass: readonly number[]
  readonly distanceMass: readonly number[]
  readonly keyPositionEdges: readonly number[]
  readonly keyPositionMass: readonly number[]
  readonly topKeys: readonly number[]
  readonly topWeights: readonly number[]
  readonly mapQueryEdges: readonly number[]
  readonly mapKeyEdges: readonly number[]
  readonly mapMean: readonly number[]
  readonly mapMax: readonly number[]
}

interface Reductions {
  readonly keySpans: readonly PositionSpan[]
  readonly topKeys: { readonly count: number; readonly queries: number }
  readonly keyPositionBins: number
  readonly pooledMap: { readonly rows: number; readonly columns: number }
}

/** Rows from one observation per layer whose window holds all heads, queries and keys. */
export function readRows(observations: readonly Observation[], tokens: number): ExactRows {
  const heads = observations[0].heads
  return {
    layers: observations.length,
    heads,
    tokens,
    row: (layer, head, query) => {
      const start = (head * tokens + query) * tokens
      return Float64Array.from(observations[layer].window?.weights.subarray(start, start + tokens) ?? [])
    },
  }
}

export function reduceRows(rows: ExactRows, { first, end }: PositionSpan, asked: Reductions): ReducedRows {
  const queries = Array.from({ length: end - first }, (_, i) => first + i)
  const heads = Array.from({ length: rows.layers * rows.heads }, (_, i) =>
    queries.map((query) => rows.row(Math.floor(i / rows.heads), i % rows.heads, query)),
  )
  const perHead = <T>(reduce: (ofHead: Float64Array[]) => T) => heads.map(reduce)
  const entropyPerQuery = perHead((ofHead) => ofHead.map(computeEntropy))
  const spanMasses = perHead((ofHead) =>
    ofHead.map((row) => asked.keySpans.map((span) => sum(row.subarray(span.first, span.end)))),
  )
  const keyPositionEdges = listEqualEdges({ first: 0, end: rows.tokens }, asked.keyPositionBins)
  const mapQueryEdges = listEqualEdges({ first, end }, asked.pooledMap.rows)
  const mapKeyEdges = listEqualEdges({ first: 0, end }, asked.pooledMap.columns)
  const tiles = perHead((ofHead) => poolTiles(ofHead, first, mapQueryEdges, mapKeyEdges)).flat()
  const top = perHead((ofHead) =>
    ofHead.slice(-asked.topKeys.queries).map((row) => listTopKeys(row, asked.topKeys.count)),
  ).flat(2)
  return {
    entropyPerQuery,
    lastEntropy: entropyPerQuery.map((ofHead) => ofHead[ofHead.length - 1]),
    firstTokenPerQuery: perHead((ofHead) => ofHead.map((row) => row[0])).flat(),
    meanRowEntropy: queries.length > 64 ? [] : queries.map((_, q) => computeEntropy(averageRows(heads, q))),
    spanMassPerQuery: spanMasses.flat(2),
    spanMass: spanMasses.flatMap((ofHead) => asked.keySpans.map((_, s) => mean(ofHead.map((row) => row[s])))),
    distanceMass: perHead((ofHead) => sumByDistance(ofHead, first, rows.tokens)).flat(),
    keyPositionEdges,
    keyPositionMass: perHead((ofHead) =>
      mapBins(keyPositionEdges, (from, to) => mean(ofHead.map((row) => sum(row.subarray(from, to))))),
    ).flat(),
    topKeys: top.map(({ key }) => key),
    topWeights: top.map(({ weight }) => weight),
    mapQueryEdges,
    mapKeyEdges,
    mapMean: tiles.map((tile) => tile.mean),
    mapMax: tiles.map((tile) => tile.max),
  }
}

function computeEntropy(row: Float64Array): number {
  return row.reduce((entropy, p) => (p > 0 ? entropy - p * Math.log(p) : entropy), 0)
}

function averageRows(heads: readonly Float64Array[][], query: number): Float64Array {
  return heads[0][query].map((_, key) => mean(heads.map((ofHead) => ofHead[query][key])))
}

function sumByDistance(ofHead: readonly Float64Array[], first: number, tokens: number): number[] {
  const edges = [0, 1]
  while (edges[edges.length - 1] < tokens) edges.push(2 * edges[edges.length - 1])
  return mapBins(edges, (from, to) =>
    mean(
      ofHead.map((row, q) => sum(row.filter((_, key) => first + q - key >= from && first + q - key < to))),
    ),
  )
}

/** Greatest weights first, equal ones by rising key; -1 where fewer keys have any weight. */
function listTopKeys(row: Float64Array, count: number): { key: number; weight: number }[] {
  const ranked = Array.from(row, (weight, key) => ({ key, weight }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.key - b.key)
  return Array.from({ length: count }, (_, i) => ranked[i] ?? { key: -1, weight: 0 })
}

/** Mean and largest of the visible cells of each tile; weights of visible keys are never 0 in the models used. */
function poolTiles(
  ofHead: readonly Float64Array[],
  first: number,
  queryEdges: readonly number[],
  keyEdges: readonly number[],
): { mean: number; max: number }[] {
  return mapBins(queryEdges, (from, to) =>
    mapBins(keyEdges, (firstKey, endKey) => {
      const cells = ofHead
        .slice(from - first, to - first)
        .flatMap((row) => [...row.subarray(firstKey, endKey)].filter((p) => p > 0))
      return cells.length > 0 ? { mean: mean(cells), max: Math.max(...cells) } : { mean: NaN, max: NaN }
    }),
  ).flat()
}

function listEqualEdges({ first, end }: PositionSpan, parts: number): number[] {
  const count = Math.min(parts, end - first)
  return Array.from({ length: count + 1 }, (_, i) => first + Math.floor(((end - first) * i) / count))
}

function mapBins<T>(edges: readonly number[], reduce: (from: number, to: number) => T): T[] {
  return edges.slice(1).map((to, i) => reduce(edges[i], to))
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}
