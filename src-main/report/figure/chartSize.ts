/** How large a chart is drawn, CSS pixels. Cells keep their size, so grids of one figure compare. */
import type { ChartData } from '../charts'

export interface ChartSize {
  readonly width: number
  readonly height: number
}

export function computeChartSize(chart: ChartData, panels: number): ChartSize {
  switch (chart.kind) {
    case 'lines':
      return panels === 1 ? { width: 780, height: 350 } : { width: 500, height: 300 }
    case 'grid':
      return {
        width: Math.max(
          AXIS_NAME,
          60 + chart.contextTokens.length * fit(48, 900, chart.contextTokens.length),
        ),
        height: 52 + chart.depthsPercent.length * fit(34, 760, chart.depthsPercent.length),
      }
    case 'distance':
      return { width: 336, height: 270 }
    case 'head-map':
      return {
        width: 52 + chart.heads * fit(48, 900, chart.heads),
        height: 52 + chart.layers * fit(30, 760, chart.layers),
      }
  }
}

/** Room for `Context length (tokens)` under a grid of one or two columns. */
const AXIS_NAME = 212

/** Size of one of `count` cells: `wanted`, or less where all of them would exceed `most`. */
function fit(wanted: number, most: number, count: number): number {
  return Math.min(wanted, most / count)
}
