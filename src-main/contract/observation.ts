/**
 * What the attention observer is asked for and what it reduces an evaluation to.
 * Axis order is `[layer, head, query, key]`, row-major; heads are query heads. Entropies are in nats.
 * p(l, h, q) is one post-softmax row over the keys that query q sees; distance = q - k >= 0.
 */

/** Which rows are read. Both give the same measures to 1e-3; the first keeps flash attention on. */
export type RowSource = 'flash-operands' | 'softmax-nodes'

/** Which queries of the evaluated tokens are observed. */
export type QuerySelection =
  | { readonly kind: 'all' }
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'range'; readonly first: number; readonly end: number }

/** Positions `first .. end - 1`. */
export interface PositionSpan {
  readonly first: number
  readonly end: number
}

export interface PooledMapRequest {
  /** Tiles along queries and along keys; fewer where fewer tokens are observed. */
  readonly rows: number
  readonly columns: number
}

/** An exact piece of attention, kept whole: layers x heads x queries x keys must stay small. */
export interface WindowRequest {
  readonly layer: number
  /** Heads kept; empty means all heads of the layer. */
  readonly heads: readonly number[]
  readonly queries: PositionSpan
  readonly keys: PositionSpan
}

/**
 * A piece of the map pooled to tiles, in full precision: exact where a tile is one cell. Queries that are not observed leave
 * their tiles without a visible cell.
 */
export interface RegionRequest {
  /** null means every layer. */
  readonly layer: number | null
  /** Heads kept; empty means all heads. */
  readonly heads: readonly number[]
  readonly queries: PositionSpan
  readonly keys: PositionSpan
  /** Tiles along queries and along keys; fewer where the piece has fewer positions. */
  readonly rows: number
  readonly columns: number
}

export interface ObservationRequest {
  readonly queries: QuerySelection
  readonly rowSource?: RowSource
  /** Keep entropy and first-token mass of every observed query, and the entropy of the layer-and-head-mean row. */
  readonly perQuery?: boolean
  /** Attention mass on key spans, e.g. the needle: mean over observed queries, and per query with `perQuery`. */
  readonly keySpans?: readonly PositionSpan[]
  /** The k largest keys of each of the last `queries` observed queries. */
  readonly topKeys?: { readonly count: number; readonly queries: number }
  /** Mean attention by absolute key position, in this many equal bins over the context. */
  readonly keyPositionBins?: number
  readonly pooledMap?: PooledMapRequest
  readonly window?: WindowRequest
  readonly region?: RegionRequest
}

/** Keys 0 .. 3, as in StreamingLLM (arXiv 2309.17453). */
export const SINK_KEYS = 4
/** The last 64 keys, the query's own included. */
export const LOCAL_KEYS = 64

export interface Observation {
  readonly rowSource: RowSource
  readonly layers: number
  readonly heads: number
  /** Observed queries Q, per head. */
  readonly queries: number
  /** Positions of the observed queries [Q]. */
  readonly queryPositions: Int32Array<ArrayBuffer>
  /** Largest |sum of a row - 1| seen, before any renormalisation; sink mass of learned sinks is not an error. */
  readonly rowSumError: number
  /** Mean mass that rows give to learned sink logits (gpt-oss); 0 elsewhere. */
  readonly learnedSinkMass: number
  /** Mean over observed queries of H(p) [L, H]. */
  readonly meanEntropyNats: Float64Array<ArrayBuffer>
  /** Mean over observed queries with at least two keys of H(p) / ln n_q [L, H]; NaN where there is none. */
  readonly meanNormalizedEntropy: Float64Array<ArrayBuffer>
  /** H(p) of the last observed query [L, H]. */
  readonly lastQueryEntropyNats: Float64Array<ArrayBuffer>
  /** Mean p_0, and mean mass of the first 4 keys and of the last 64 [L, H]. */
  readonly firstTokenMass: Float64Array<ArrayBuffer>
  readonly sinkMass: Float64Array<ArrayBuffer>
  readonly localMass: Float64Array<ArrayBuffer>
  /** 0, 1, 2, 4, 8, ... [B + 1]. */
  readonly distanceEdges: Int32Array<ArrayBuffer>
  /** Mean mass of keys at distance in [edge_b, edge_(b+1)) [L, H, B]; sums to 1 per head. */
  readonly distanceMass: Float64Array<ArrayBuffer>
  /** Mean number of visible keys in the bin [B], for densities. */
  readonly distanceVisibleKeys: Float64Array<ArrayBuffer>
  readonly perQuery: PerQueryObservation | null
  readonly keySpans: KeySpanObservation | null
  readonly topKeys: TopKeyObservation | null
  readonly keyPositions: KeyPositionObservation | null
  readonly pooledMap: PooledMap | null
  readonly window: AttentionWindow | null
  readonly region: RegionMap | null
}

export interface PerQueryObservation {
  /** H(p) [L, H, Q]. */
  readonly entropyNats: Float32Array<ArrayBuffer>
  /** p_0 [L, H, Q]. */
  readonly firstTokenMass: Float32Array<ArrayBuffer>
  /** H(mean over layers and heads of the row) [Q]: aggregation B; kept for at most 64 queries, else empty. */
  readonly meanRowEntropyNats: Float64Array<ArrayBuffer>
}

export interface KeySpanObservation {
  readonly spans: readonly PositionSpan[]
  /** Mean over observed queries [L, H, S]. */
  readonly mass: Float64Array<ArrayBuffer>
  /** [L, H, Q, S] when `perQuery` was asked for, else empty. */
  readonly massPerQuery: Float32Array<ArrayBuffer>
}

export interface TopKeyObservation {
  readonly count: number
  /** Positions of the T queries kept [T]. */
  readonly queryPositions: Int32Array<ArrayBuffer>
  /** Key positions by falling weight [L, H, T, k]; -1 where fewer keys are visible. */
  readonly keys: Int32Array<ArrayBuffer>
  /** [L, H, T, k]. */
  readonly weights: Float32Array<ArrayBuffer>
}

export interface KeyPositionObservation {
  /** First key of each bin, and the end [B + 1]. */
  readonly edges: Int32Array<ArrayBuffer>
  /** Mean over observed queries of the mass in the bin [L, H, B]. */
  readonly mass: Float64Array<ArrayBuffer>
}

/** Attention pooled to tiles; a tile without a visible cell is NaN. */
export interface PooledMap {
  readonly queryEdges: Int32Array<ArrayBuffer>
  readonly keyEdges: Int32Array<ArrayBuffer>
  /** Mean over the visible cells of a tile, binary16 [L, H, R, C]. */
  readonly mean: Uint16Array<ArrayBuffer>
  /** Largest cell of a tile, binary16 [L, H, R, C]. */
  readonly max: Uint16Array<ArrayBuffer>
}

export interface AttentionWindow {
  readonly layer: number
  readonly heads: Int32Array<ArrayBuffer>
  readonly queries: PositionSpan
  readonly keys: PositionSpan
  /** [head, query, key]; 0 where the key is not visible. */
  readonly weights: Float32Array<ArrayBuffer>
}

/** Tiles of a piece of the map, by the layers and heads asked for; a tile without a visible cell is NaN. */
export interface RegionMap {
  readonly layers: Int32Array<ArrayBuffer>
  readonly heads: Int32Array<ArrayBuffer>
  readonly queryEdges: Int32Array<ArrayBuffer>
  readonly keyEdges: Int32Array<ArrayBuffer>
  /** Mean over the visible cells of a tile [layer, head, R, C]. */
  readonly mean: Float32Array<ArrayBuffer>
  /** Largest cell of a tile [layer, head, R, C]. */
  readonly max: Float32Array<ArrayBuffer>
}
