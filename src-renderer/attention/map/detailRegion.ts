/** The piece of a map to ask for, so that what is in sight is as fine as the screen, down to single cells. */
import type { PositionSpan } from '@contract'
import { visibleSpan, type MapView, type PlotSize } from './mapView'

export interface DetailRegion {
  readonly queries: PositionSpan
  readonly keys: PositionSpan
  readonly rows: number
  readonly columns: number
}

/** Most tiles along a side of one answer. */
const mostTiles = 1024
/** Of what is in sight, asked for on every side as well: a small move then needs no new answer. */
const margin = 0.125

/**
 * Pieces begin and end at multiples of the tile's side, a power of two: moves within a tile ask for the same piece again.
 *
 * @param pixelRatio device pixels per CSS pixel
 */
export function findDetailRegion(
  view: MapView,
  size: PlotSize,
  tokens: number,
  pixelRatio: number,
): DetailRegion {
  const queries = visibleSpan(view.query, size.height, view.perPixel, tokens)
  const keys = visibleSpan(view.key, size.width, view.perPixel, tokens)
  const longest = Math.max(queries.end - queries.first, keys.end - keys.first) * (1 + 2 * margin)
  const side =
    2 ** Math.max(0, Math.ceil(Math.log2(Math.max(view.perPixel / pixelRatio, longest / mostTiles))))
  const wide = { queries: widen(queries, side, tokens), keys: widen(keys, side, tokens) }
  const count = ({ first, end }: PositionSpan) => Math.min(mostTiles, Math.ceil((end - first) / side))
  return { ...wide, rows: count(wide.queries), columns: count(wide.keys) }
}

/** Whether what is in sight lies in the piece, at tiles no coarser than wanted. */
export function covers(region: DetailRegion, wanted: DetailRegion): boolean {
  return (
    contains(region.queries, wanted.queries) &&
    contains(region.keys, wanted.keys) &&
    tileSide(region.queries, region.rows) <= tileSide(wanted.queries, wanted.rows)
  )
}

function widen({ first, end }: PositionSpan, side: number, tokens: number): PositionSpan {
  const by = (end - first) * margin
  return {
    first: Math.max(0, Math.floor((first - by) / side) * side),
    end: Math.min(tokens, Math.ceil((end + by) / side) * side),
  }
}

function contains(outer: PositionSpan, inner: PositionSpan): boolean {
  return outer.first <= inner.first && outer.end >= inner.end
}

function tileSide({ first, end }: PositionSpan, tiles: number): number {
  return (end - first) / tiles
}
