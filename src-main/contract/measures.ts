/**
 * Everything that a cell keeps of attention, by name: the one table that tensors, summaries, columns, checks and colours follow.
 * Axis order is `[layer, head, query, key]`, row-major; heads are query heads. p is one post-softmax row over the keys that a
 * query sees, H its entropy; means are over the observed queries. docs/glossary.md has the formulas.
 */
import type { Dtype, NamedTensor } from './tensor'

export interface TensorRow {
  readonly unit: 'nats' | '1' | 'tokens'
  readonly axes: readonly string[]
  /** As files keep it; a reader also takes `f64` for `f32`. */
  readonly dtype: Dtype
  readonly definition: string
}

export interface HeadMeasureRow {
  readonly unit: 'nats' | '1'
  readonly definition: string
  /** Ends of what it can be, which colours take; null where there is no upper end for all lengths. */
  readonly range: readonly [number, number] | null
  /** Heads may be without a value (NaN), which leaves them out of the mean over heads. */
  readonly mayBeUndefined: boolean
}

/** One number of every head, whose mean over layers and heads is the cell's summary. */
export const headMeasures = {
  meanEntropyNats: { unit: 'nats', range: null, mayBeUndefined: false, definition: 'Mean of H(p).' },
  meanNormalizedEntropy: {
    unit: '1',
    range: [0, 1],
    mayBeUndefined: true,
    definition: 'Mean of H(p) / ln n over the queries that see n >= 2 keys.',
  },
  lastQueryEntropyNats: {
    unit: 'nats',
    range: null,
    mayBeUndefined: false,
    definition: 'H(p) of the last observed query.',
  },
  firstTokenMass: { unit: '1', range: [0, 1], mayBeUndefined: false, definition: 'Mean of p_0.' },
  sinkMass: { unit: '1', range: [0, 1], mayBeUndefined: false, definition: 'Mean mass of the first 4 keys.' },
  localMass: {
    unit: '1',
    range: [0, 1],
    mayBeUndefined: false,
    definition: 'Mean mass of the last 64 keys.',
  },
} as const satisfies Readonly<Record<string, HeadMeasureRow>>

export type HeadMeasureName = keyof typeof headMeasures

/** In the order of the table. */
export const headMeasureNames: readonly HeadMeasureName[] = keysOf(headMeasures)

/** Null only for a measure that heads may be without. */
export type HeadMeasureMeans = {
  readonly [N in HeadMeasureName]: (typeof headMeasures)[N]['mayBeUndefined'] extends true
    ? number | null
    : number
}

/** A value for each measure of the table. */
export function mapHeadMeasures<T>(map: (name: HeadMeasureName) => T): Record<HeadMeasureName, T> {
  return Object.fromEntries(headMeasureNames.map((name) => [name, map(name)])) as Record<HeadMeasureName, T>
}

const ofHead = { axes: ['layer', 'head'], dtype: 'f32' } as const

const edges = { unit: 'tokens', axes: ['edge'], dtype: 'i32' } as const

/** Every tensor that a cell may keep. */
export const tensorTable = {
  meanEntropyNats: { ...headMeasures.meanEntropyNats, ...ofHead },
  meanNormalizedEntropy: { ...headMeasures.meanNormalizedEntropy, ...ofHead },
  lastQueryEntropyNats: { ...headMeasures.lastQueryEntropyNats, ...ofHead },
  firstTokenMass: { ...headMeasures.firstTokenMass, ...ofHead },
  sinkMass: { ...headMeasures.sinkMass, ...ofHead },
  localMass: { ...headMeasures.localMass, ...ofHead },
  distanceEdges: { ...edges, definition: 'Bins of the distance q - k: 0, 1, 2, 4, 8, ...' },
  distanceMass: {
    unit: '1',
    axes: ['layer', 'head', 'distance'],
    dtype: 'f32',
    definition: 'Mean mass of keys at a distance in the bin; sums to 1 per head.',
  },
  distanceVisibleKeys: {
    unit: 'tokens',
    axes: ['distance'],
    dtype: 'f32',
    definition: 'Mean number of visible keys in the bin.',
  },
  keyPositionEdges: { ...edges, definition: 'Bins of the absolute key position.' },
  keyPositionMass: {
    unit: '1',
    axes: ['layer', 'head', 'keyPosition'],
    dtype: 'f32',
    definition: 'Mean mass of keys in the bin; sums to 1 per head.',
  },
  queryPositions: { unit: 'tokens', axes: ['query'], dtype: 'i32', definition: 'The observed queries.' },
  queryEntropyNats: {
    unit: 'nats',
    axes: ['layer', 'head', 'query'],
    dtype: 'f32',
    definition: 'H(p) of every observed query.',
  },
  queryFirstTokenMass: {
    unit: '1',
    axes: ['layer', 'head', 'query'],
    dtype: 'f32',
    definition: 'p_0 of every observed query.',
  },
  spanMass: {
    unit: '1',
    axes: ['layer', 'head', 'span'],
    dtype: 'f32',
    definition: 'Mean mass of the keys of a span, e.g. the needle.',
  },
  querySpanMass: {
    unit: '1',
    axes: ['layer', 'head', 'query', 'span'],
    dtype: 'f32',
    definition: 'Mass of the keys of a span, of every observed query.',
  },
  topKeyQueryPositions: {
    unit: 'tokens',
    axes: ['query'],
    dtype: 'i32',
    definition: 'The queries whose largest keys are kept.',
  },
  topKeys: {
    unit: 'tokens',
    axes: ['layer', 'head', 'query', 'rank'],
    dtype: 'i32',
    definition: 'Key positions by falling weight; -1 where fewer keys are visible.',
  },
  topKeyWeights: {
    unit: '1',
    axes: ['layer', 'head', 'query', 'rank'],
    dtype: 'f32',
    definition: 'Their weights.',
  },
  pooledMapQueryEdges: { ...edges, definition: 'Tiles of the pooled map along queries.' },
  pooledMapKeyEdges: { ...edges, definition: 'Tiles of the pooled map along keys.' },
  pooledMapMean: {
    unit: '1',
    axes: ['layer', 'head', 'queryTile', 'keyTile'],
    dtype: 'f16',
    definition: 'Mean weight of the visible entries of a tile; NaN where none is visible.',
  },
  pooledMapMax: {
    unit: '1',
    axes: ['layer', 'head', 'queryTile', 'keyTile'],
    dtype: 'f16',
    definition: 'Largest weight of a tile; NaN where none is visible.',
  },
  promptTokens: { unit: '1', axes: ['token'], dtype: 'i32', definition: 'Token ids of the prompt.' },
  retrievalScore: {
    unit: '1',
    axes: ['layer', 'head'],
    dtype: 'f32',
    definition: 'Retrieval-head score of the answer (arXiv 2404.15574), 0 .. 1.',
  },
  nllNats: { unit: 'nats', axes: ['token'], dtype: 'f32', definition: 'NLL token by token.' },
  nllPositions: {
    unit: 'tokens',
    axes: ['token'],
    dtype: 'i32',
    definition: 'Where each token stands in its window.',
  },
} as const satisfies Readonly<Record<HeadMeasureName, TensorRow>> & Readonly<Record<string, TensorRow>>

export type TensorName = keyof typeof tensorTable

type ReadDtype<D extends Dtype> = D extends 'f32' ? 'f32' | 'f64' : D

export type TensorOf<N extends TensorName> = Extract<
  NamedTensor,
  { readonly dtype: ReadDtype<(typeof tensorTable)[N]['dtype']> }
>

/** Undefined where a cell keeps none of that name. */
export function findTensor<N extends TensorName>(
  tensors: readonly NamedTensor[],
  name: N,
): TensorOf<N> | undefined {
  return tensors.find(
    (tensor): tensor is TensorOf<N> =>
      tensor.name === name && isReadAs(tensor.dtype, tensorTable[name].dtype),
  )
}

/**
 * Where a tensor contradicts the row of its name: dtype, unit or axes. A name that is not in the table is a newer version's.
 *
 * @returns null where nothing does
 */
export function findTensorConflict({
  name,
  unit,
  dtype,
  axes,
}: Pick<NamedTensor, 'name' | 'unit' | 'dtype' | 'axes'>): string | null {
  const row = findRow(name)
  if (row === null) return null
  if (!isReadAs(dtype, row.dtype)) return `tensor ${name} has the type ${dtype}, not ${row.dtype}`
  if (unit !== row.unit) return `tensor ${name} has the unit ${unit}, not ${row.unit}`
  if (axes.join() !== row.axes.join())
    return `tensor ${name} has the axes ${axes.join(', ')}, not ${row.axes.join(', ')}`
  return null
}

function findRow(name: string): TensorRow | null {
  return Object.entries<TensorRow>(tensorTable).find(([known]) => known === name)?.[1] ?? null
}

function isReadAs(dtype: Dtype, kept: Dtype): boolean {
  return dtype === kept || (dtype === 'f64' && kept === 'f32')
}

/** `Object.keys` of a table that holds no other keys than its type says. */
function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(table) as K[]
}
