/** A map laid out: what is drawn where, as plain data, in CSS pixels. Canvas and SVG draw the same scene. */
import type { PositionSpan } from '@contract'
import { listAxisLabels } from './axisLabels'
import type { MapCell, MapView, PlotSize } from './mapView'
import type { TileImage } from './paintTile'

/** Room for token texts at the left and at the top, and for half a label at the other ends. */
export const gutter = { left: 72, top: 54, right: 16, bottom: 8 } as const

export interface SceneSource {
  readonly axisNames: { readonly query: string; readonly key: string }
  readonly view: MapView
  /** Whole figure, gutters included. */
  readonly size: PlotSize
  /** n of the pane. */
  readonly tokens: number
  readonly tokenTexts: readonly string[]
  /** From coarse to fine: later ones lie over earlier ones. */
  readonly images: readonly TileImage[]
  readonly needle: PositionSpan | null
  readonly answerQueries: PositionSpan | null
  /** Tokens of the trained context; a line where they end. */
  readonly trainedTokens: number
  readonly cursor: MapCell | null
}

export type Role = 'cursor' | 'trained' | 'needle' | 'answer'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Scene {
  readonly axisNames: SceneSource['axisNames']
  readonly size: PlotSize
  readonly plot: Rectangle
  /** Where the map lies in the plot; the rest of the plot is empty. */
  readonly map: Rectangle
  readonly images: readonly (Rectangle & { readonly canvas: OffscreenCanvas })[]
  /** Outside the plot, along its edges. */
  readonly marks: readonly (Rectangle & { readonly role: Role })[]
  readonly lines: readonly (Rectangle & { readonly role: Role })[]
  /** Outline of the cursor's cell where it is large enough for one. */
  readonly cell: Rectangle | null
  readonly queryLabels: readonly { readonly y: number; readonly text: string }[]
  readonly keyLabels: readonly {
    readonly x: number
    readonly text: string
    readonly upright: boolean
  }[]
}

const markPixels = 4
/** Characters that the gutters have room for. */
const longestLabel = { query: 10, key: 7 } as const

export function plotSize({ width, height }: PlotSize): PlotSize {
  return {
    width: Math.max(1, width - gutter.left - gutter.right),
    height: Math.max(1, height - gutter.top - gutter.bottom),
  }
}

export function layOutScene(source: SceneSource): Scene {
  const { view, size, tokens, tokenTexts } = source
  const plot = { x: gutter.left, y: gutter.top, ...plotSize(size) }
  const xOf = (key: number) => plot.x + (key - view.key) / view.perPixel
  const yOf = (query: number) => plot.y + (query - view.query) / view.perPixel
  const rectangle = (queries: PositionSpan, keys: PositionSpan): Rectangle => ({
    x: xOf(keys.first),
    y: yOf(queries.first),
    width: xOf(keys.end) - xOf(keys.first),
    height: yOf(queries.end) - yOf(queries.first),
  })
  const whole = { first: 0, end: tokens }
  const map = clip(rectangle(whole, whole), plot)
  return {
    axisNames: source.axisNames,
    size,
    plot,
    map,
    images: source.images.map(({ canvas, tile }) => ({
      canvas,
      ...rectangle(toSpan(tile.queryEdges), toSpan(tile.keyEdges)),
    })),
    marks: [
      ...markKeys(source.needle, xOf, plot, 'needle'),
      ...markQueries(source.answerQueries, yOf, plot, 'answer'),
    ],
    lines: [...drawTrainedLines(source, xOf, yOf, map), ...drawCursor(source.cursor, rectangle, map)],
    cell: outlineCell(source.cursor, view, rectangle, map),
    queryLabels: listAxisLabels(view.query, plot.height, view, tokenTexts, longestLabel.query).map(
      ({ at, text }) => ({
        y: plot.y + at,
        text,
      }),
    ),
    keyLabels: listAxisLabels(view.key, plot.width, view, tokenTexts, longestLabel.key).map(
      ({ at, text, kind }) => ({
        x: plot.x + at,
        text,
        upright: kind === 'token',
      }),
    ),
  }
}

function toSpan(edges: Int32Array): PositionSpan {
  return { first: edges[0], end: edges[edges.length - 1] }
}

function clip({ x, y, width, height }: Rectangle, to: Rectangle): Rectangle {
  const left = Math.max(x, to.x)
  const top = Math.max(y, to.y)
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(x + width, to.x + to.width) - left),
    height: Math.max(0, Math.min(y + height, to.y + to.height) - top),
  }
}

/** At least two pixels long, so that a needle of ten tokens is seen in a map of thousands. */
function markKeys(span: PositionSpan | null, xOf: (key: number) => number, plot: Rectangle, role: Role) {
  if (span === null) return []
  const x = xOf(span.first)
  const width = Math.max(2, xOf(span.end) - x)
  const mark = clip({ x, y: plot.y - markPixels - 1, width, height: markPixels }, { ...plot, y: 0 })
  return mark.width > 0 ? [{ ...mark, role }] : []
}

function markQueries(span: PositionSpan | null, yOf: (query: number) => number, plot: Rectangle, role: Role) {
  if (span === null) return []
  const y = yOf(span.first)
  const height = Math.max(2, yOf(span.end) - y)
  const mark = clip({ x: plot.x - markPixels - 1, y, width: markPixels, height }, { ...plot, x: 0 })
  return mark.height > 0 ? [{ ...mark, role }] : []
}

function drawTrainedLines(
  { trainedTokens, tokens }: SceneSource,
  xOf: (key: number) => number,
  yOf: (query: number) => number,
  plot: Rectangle,
) {
  if (trainedTokens >= tokens) return []
  const x = xOf(trainedTokens)
  const y = yOf(trainedTokens)
  const role = 'trained' as const
  return [
    ...(x > plot.x && x < plot.x + plot.width ? [{ x, y: plot.y, width: 0, height: plot.height, role }] : []),
    ...(y > plot.y && y < plot.y + plot.height ? [{ x: plot.x, y, width: plot.width, height: 0, role }] : []),
  ]
}

/** CSS pixels from which on a cell has an outline of its own. */
const leastOutlined = 8

function outlineCell(
  cursor: MapCell | null,
  { perPixel }: MapView,
  rectangle: (queries: PositionSpan, keys: PositionSpan) => Rectangle,
  map: Rectangle,
): Rectangle | null {
  if (cursor === null || 1 / perPixel < leastOutlined) return null
  const { query, key } = cursor
  const cell = clip(rectangle({ first: query, end: query + 1 }, { first: key, end: key + 1 }), map)
  return cell.width > 0 && cell.height > 0 ? cell : null
}

/** A cross through the middle of the cell. */
function drawCursor(
  cursor: MapCell | null,
  rectangle: (queries: PositionSpan, keys: PositionSpan) => Rectangle,
  plot: Rectangle,
) {
  if (cursor === null) return []
  const { query, key } = cursor
  const cell = rectangle({ first: query, end: query + 1 }, { first: key, end: key + 1 })
  const x = cell.x + cell.width / 2
  const y = cell.y + cell.height / 2
  const role = 'cursor' as const
  return [
    ...(x >= plot.x && x <= plot.x + plot.width
      ? [{ x, y: plot.y, width: 0, height: plot.height, role }]
      : []),
    ...(y >= plot.y && y <= plot.y + plot.height
      ? [{ x: plot.x, y, width: plot.width, height: 0, role }]
      : []),
  ]
}
