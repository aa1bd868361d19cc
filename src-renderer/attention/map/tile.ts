/** Reading tiles: the value of a cell, the largest one, the difference of two tiles. */
import type { AttentionTile, PositionSpan } from '@contract'
import type { MapCell } from './mapView'

export const poolings = ['max', 'mean'] as const
export type Pooling = (typeof poolings)[number]

/** What is drawn: one value per tile, row-major [R, C]; NaN where nothing is visible. */
export interface ValueTile {
  readonly queryEdges: Int32Array
  readonly keyEdges: Int32Array
  readonly values: Float32Array
}

export interface TileReading {
  readonly value: number
  /** Positions the value stands for: exact where each holds one. */
  readonly queries: PositionSpan
  readonly keys: PositionSpan
}

export function takeValues({ queryEdges, keyEdges, mean, max }: AttentionTile, pooling: Pooling): ValueTile {
  return { queryEdges, keyEdges, values: pooling === 'max' ? max : mean }
}

/** A minus B, tile by tile; both of the same piece. */
export function subtractTiles(a: ValueTile, b: ValueTile): ValueTile {
  return { ...a, values: a.values.map((value, tile) => value - b.values[tile]) }
}

/** Keys 0 .. 3 take most attention of many heads; without them the rest can be told apart. */
export function maskSink(tile: ValueTile, sinkKeys: number): ValueTile {
  const columns = tile.keyEdges.length - 1
  const values = tile.values.map((value, index) => (tile.keyEdges[index % columns] < sinkKeys ? NaN : value))
  return { ...tile, values }
}

/** Null where the tile does not hold the cell. */
export function readTile({ queryEdges, keyEdges, values }: ValueTile, cell: MapCell): TileReading | null {
  const row = findPart(queryEdges, cell.query)
  const column = findPart(keyEdges, cell.key)
  if (row === null || column === null) return null
  return {
    value: values[row * (keyEdges.length - 1) + column],
    queries: { first: queryEdges[row], end: queryEdges[row + 1] },
    keys: { first: keyEdges[column], end: keyEdges[column + 1] },
  }
}

export function isSingleCell({ queries, keys }: TileReading): boolean {
  return queries.end - queries.first === 1 && keys.end - keys.first === 1
}

/**
 * The tile farthest from 0, by its middle; null where nothing is visible. Query 0 sees one key and gives it everything: its
 * tiles count only where there are no others.
 */
export function findLargest({ queryEdges, keyEdges, values }: ValueTile): MapCell | null {
  const columns = keyEdges.length - 1
  let largest = -1
  values.forEach((value, index) => {
    if (Number.isNaN(value) || (index < columns && queryEdges[0] === 0 && values.length > columns)) return
    if (largest < 0 || Math.abs(value) > Math.abs(values[largest])) largest = index
  })
  if (largest < 0) return null
  const middle = (edges: Int32Array, part: number) => (edges[part] + edges[part + 1] - 1) >> 1
  return {
    query: middle(queryEdges, Math.floor(largest / columns)),
    key: middle(keyEdges, largest % columns),
  }
}

/** Index of the part that holds the position; null outside. */
function findPart(edges: Int32Array, position: number): number | null {
  const last = edges.length - 1
  if (position < edges[0] || position >= edges[last]) return null
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (edges[middle] <= position) low = middle
    else high = middle
  }
  return low
}
