/** The colours a chart is drawn in; a format hands in its own, e.g. CSS custom properties that follow dark mode. */
import type { SeriesStyle } from './chartData'

export interface ChartPalette {
  readonly ink: string
  readonly mutedInk: string
  readonly rule: string
  readonly grid: string
  /** Behind markers and labels. */
  readonly paper: string
  readonly grandMean: string
  readonly reference: string
  readonly thin: string
  /** Colour-blind-safe, by `SeriesStyle.index`. */
  readonly series: readonly string[]
  readonly fontFamily: string
}

export type Dash = 'solid' | readonly number[]
export type Marker = 'circle' | 'rect' | 'triangle' | 'diamond'

/**
 * How a series is drawn: colour, dash and marker differ together, so that colour is never alone. Where the colours begin
 * again, dash and marker are shifted by one.
 */
export interface Stroke {
  readonly color: string
  readonly width: number
  readonly dash: Dash
  readonly marker: Marker | null
  /** Markers of the second round through the four shapes are hollow. */
  readonly filled: boolean
}

const MARKERS: readonly Marker[] = ['circle', 'rect', 'triangle', 'diamond']
const DASHES: readonly Dash[] = ['solid', [6, 3], [2, 2.5], [8, 3, 2, 3]]

export function toStroke(style: SeriesStyle, palette: ChartPalette): Stroke {
  switch (style.kind) {
    case 'series': {
      const { index } = style
      const shifted = index + Math.floor(index / palette.series.length)
      return {
        color: palette.series[index % palette.series.length],
        width: 1.6,
        dash: DASHES[shifted % DASHES.length],
        marker: MARKERS[shifted % MARKERS.length],
        filled: Math.floor(index / MARKERS.length) % 2 === 0,
      }
    }
    case 'reference':
      return { color: palette.reference, width: 1.2, dash: [3, 3], marker: null, filled: false }
    case 'grand-mean':
      return { color: palette.grandMean, width: 2.4, dash: 'solid', marker: null, filled: false }
    case 'thin':
      return { color: palette.thin, width: 0.6, dash: 'solid', marker: null, filled: false }
  }
}
