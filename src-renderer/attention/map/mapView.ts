/**
 * Which piece of a map is in sight. Linked panes share one view in token positions, so that the same query and key lie at the
 * same place in each; both axes have one scale.
 */
import type { PositionSpan } from '@contract'

export interface MapView {
  /** Position at the left and upper edge of the plot; may be a fraction. */
  readonly key: number
  readonly query: number
  /** Token positions per CSS pixel. */
  readonly perPixel: number
}

/** CSS pixels of the plot, axes not included. */
export interface PlotSize {
  readonly width: number
  readonly height: number
}

/** A cell: the attention of a query to a key. */
export interface MapCell {
  readonly query: number
  readonly key: number
}

/** Largest cells, in CSS pixels. */
const mostPixelsPerCell = 40

/** The whole map of `tokens` positions, as large as it fits. */
export function fitView(tokens: number, { width, height }: PlotSize): MapView {
  return { key: 0, query: 0, perPixel: tokens / Math.max(1, Math.min(width, height)) }
}

/** Zooms by `factor` (above 1 zooms in) and keeps the point at plot pixel x, y where it is. */
export function zoomView(
  view: MapView,
  factor: number,
  at: { readonly x: number; readonly y: number },
  tokens: number,
  size: PlotSize,
): MapView {
  const widest = fitView(tokens, size).perPixel
  const perPixel = Math.min(widest, Math.max(1 / mostPixelsPerCell, view.perPixel / factor))
  const moved = {
    key: view.key + at.x * (view.perPixel - perPixel),
    query: view.query + at.y * (view.perPixel - perPixel),
    perPixel,
  }
  return clampView(moved, tokens, size)
}

/** Moves by CSS pixels: positive ones show later positions. */
export function panView(view: MapView, x: number, y: number, tokens: number, size: PlotSize): MapView {
  const { perPixel } = view
  return clampView({ key: view.key + x * perPixel, query: view.query + y * perPixel, perPixel }, tokens, size)
}

/** The cell in the middle of the plot, at no less than the present zoom. */
export function centreView(view: MapView, cell: MapCell, tokens: number, size: PlotSize): MapView {
  const { perPixel } = view
  const key = cell.key + 0.5 - (size.width * perPixel) / 2
  const query = cell.query + 0.5 - (size.height * perPixel) / 2
  return clampView({ key, query, perPixel }, tokens, size)
}

/** Moves no farther than needed to bring the cell into sight. */
export function revealCell(view: MapView, { query, key }: MapCell, tokens: number, size: PlotSize): MapView {
  const reveal = (first: number, position: number, pixels: number) => {
    const span = pixels * view.perPixel
    if (position < first) return position
    return position + 1 > first + span ? position + 1 - span : first
  }
  const moved = {
    key: reveal(view.key, key, size.width),
    query: reveal(view.query, query, size.height),
    perPixel: view.perPixel,
  }
  return clampView(moved, tokens, size)
}

/** The cell under plot pixel x, y; null outside the map. */
export function findCell(view: MapView, x: number, y: number, tokens: number): MapCell | null {
  const key = Math.floor(view.key + x * view.perPixel)
  const query = Math.floor(view.query + y * view.perPixel)
  return key < 0 || query < 0 || key >= tokens || query >= tokens ? null : { query, key }
}

/** Positions in sight along one axis. */
export function visibleSpan(first: number, pixels: number, perPixel: number, tokens: number): PositionSpan {
  const from = Math.min(tokens - 1, Math.max(0, Math.floor(first)))
  return { first: from, end: Math.min(tokens, Math.max(from + 1, Math.ceil(first + pixels * perPixel))) }
}

function clampView({ key, query, perPixel }: MapView, tokens: number, { width, height }: PlotSize): MapView {
  const clamp = (first: number, pixels: number) =>
    Math.min(Math.max(0, tokens - pixels * perPixel), Math.max(0, first))
  return { key: clamp(key, width), query: clamp(query, height), perPixel }
}
