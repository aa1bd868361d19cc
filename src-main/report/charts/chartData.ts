/** What is drawn, as data: no colours, no pixels, no library. */
import type { FailureCount } from '../../core/answers'

/** Place of a series in the palette, the same for the same extension in every figure. */
export interface SeriesStyle {
  readonly kind: 'series' | 'reference' | 'grand-mean' | 'thin'
  /** Index in the palette of series; ignored by other kinds. */
  readonly index: number
}

export interface LinePoint {
  readonly x: number
  readonly y: number
  /** Interval of y; null where there is none. */
  readonly low: number | null
  readonly high: number | null
}

export interface LineSeries {
  readonly label: string
  readonly style: SeriesStyle
  readonly points: readonly LinePoint[]
}

export interface Axis {
  readonly name: string
  readonly unit: string
  readonly scale: 'linear' | 'log'
}

/** Lines over context length. */
export interface LineChartData {
  readonly kind: 'lines'
  readonly xAxis: Axis
  readonly yAxis: Axis
  /** Values of x that carry a label. */
  readonly xTicks: readonly number[]
  readonly series: readonly LineSeries[]
  /** Dashed vertical lines, e.g. at the trained lengths. */
  readonly markers: readonly { readonly x: number; readonly label: string }[]
}

export interface GridCell {
  readonly column: number
  readonly row: number
  /** Of the experiment's cells, one per prompt. */
  readonly cellIds: readonly string[]
  readonly passes: number
  readonly count: number
  /** Of the failed answers, by class. */
  readonly failures: readonly FailureCount[]
  /** Mean depth reached, in percent; the row is the nearest of the depths asked for. */
  readonly placedDepthPercent: number
  /** Prompts here whose needle was asked for at another depth. */
  readonly movedHere: number
  /** Mean entropy of the answers, nats; null where nothing was generated. */
  readonly entropyNats: number | null
}

/** Pass rates over context length and depth, with the entropy as a number in the cell. */
export interface GridChartData {
  readonly kind: 'grid'
  readonly contextTokens: readonly number[]
  readonly depthsPercent: readonly number[]
  readonly cells: readonly GridCell[]
  readonly trainedContextTokens: number
}

/** Attention by distance from the query, or by position of the key: one curve per head. */
export interface DistanceChartData {
  readonly kind: 'distance'
  readonly along: 'distance' | 'key-position'
  /** Edges of the bins [B + 1], tokens. */
  readonly edges: readonly number[]
  /** Mean attention per visible key [heads drawn][B]; null where no key is visible or nothing is attended. */
  readonly heads: readonly (readonly (number | null)[])[]
  readonly mean: readonly (number | null)[]
  /** What every key gets when attention is uniform [B]. */
  readonly uniform: readonly (number | null)[]
  /** Range of the y axis, shared by the panels of a figure. */
  readonly low: number
  readonly high: number
  /** Bins from here on lie beyond the trained length. */
  readonly trainedContextTokens: number
}

/** One measure by layer and head. */
export interface HeadMapChartData {
  readonly kind: 'head-map'
  readonly layers: number
  readonly heads: number
  /** [L, H]; null where undefined. */
  readonly values: readonly (number | null)[]
  /** Range of the colour scale, shared by the panels of a figure. */
  readonly low: number
  readonly high: number
  readonly unit: string
}

export type ChartData = LineChartData | GridChartData | DistanceChartData | HeadMapChartData
