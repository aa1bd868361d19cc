/** Where the panels, titles, key and legend of a figure stand when it is one drawing. */
import type { Figure, LegendEntry } from '../document/model'
import { computeChartSize, type ChartSize } from './chartSize'

/** All lengths in CSS pixels. */
export interface FigureLayout {
  readonly width: number
  readonly height: number
  readonly panels: readonly PlacedPanel[]
  readonly legend: readonly PlacedEntry[]
  /** Top of the pass-rate key; null where the figure has none. */
  readonly keyTop: number | null
}

export interface PlacedPanel {
  readonly left: number
  /** Of the chart; its title stands above. */
  readonly top: number
  readonly size: ChartSize
  /** Null where the caption says it. */
  readonly title: string | null
}

export interface PlacedEntry {
  readonly left: number
  readonly top: number
  readonly entry: LegendEntry
}

const GAP = 20
const TITLE_HEIGHT = 22
const KEY_HEIGHT = 26
const LEGEND_LINE = 20
/** Swatch, its distance from the label, and the distance to the next entry. */
const ENTRY_EXTRA = 30 + 8 + 22
/** Mean advance of a character at 12 px; a browser's own measure is not at hand. */
const CHARACTER_WIDTH = 6.6

/** @param mostWidth the widest a row of panels may be; a single panel may exceed it */
export function layoutFigure(figure: Figure, mostWidth: number): FigureLayout {
  const charts = figure.panels.map(({ title, chart }) => ({
    title: figure.panels.length === 1 && chart.kind === 'lines' ? null : title,
    size: computeChartSize(chart, figure.panels.length),
  }))
  const keyTop = figure.panels.some(({ chart }) => chart.kind === 'grid') ? 4 : null
  const rows = wrap(charts, ({ size }) => size.width + GAP, mostWidth + GAP)
  const panels: PlacedPanel[] = []
  let top = keyTop === null ? 0 : KEY_HEIGHT
  for (const row of rows) {
    const headed = row.some(({ title }) => title !== null) ? TITLE_HEIGHT : 0
    let left = 0
    for (const { title, size } of row) {
      panels.push({ left, top: top + headed, size, title })
      left += size.width + GAP
    }
    top += headed + Math.max(...row.map(({ size }) => size.height)) + GAP / 2
  }
  const width = Math.max(220, ...panels.map(({ left, size }) => left + size.width))
  const lines = wrap(figure.legend, ({ label }) => ENTRY_EXTRA + label.length * CHARACTER_WIDTH, width)
  const legend = lines.flatMap((line, index) => {
    let left = 8
    return line.map((entry): PlacedEntry => {
      const placed = { left, top: top + 4 + index * LEGEND_LINE, entry }
      left += ENTRY_EXTRA + entry.label.length * CHARACTER_WIDTH
      return placed
    })
  })
  const height = top + lines.length * LEGEND_LINE + (lines.length > 0 ? 8 : 0)
  return { width: Math.ceil(width), height: Math.ceil(height), panels, legend, keyTop }
}

/** Items in rows no wider than `most`, at least one in each. */
function wrap<Item>(items: readonly Item[], widthOf: (item: Item) => number, most: number): Item[][] {
  const rows: Item[][] = []
  let used = Infinity
  for (const item of items) {
    const width = widthOf(item)
    if (used + width > most) {
      rows.push([])
      used = 0
    }
    rows[rows.length - 1].push(item)
    used += width
  }
  return rows
}
