/** Intervals of lines as bands behind them, so that many overlapping intervals still read. */
import { toStroke, type ChartPalette, type LineChartData, type LineSeries } from '@report/charts'
import type { CustomSeriesOption, CustomSeriesRenderItem } from 'echarts'

const OPACITY = 0.13

/** One polygon per series whose points have intervals. */
export function buildBands(data: LineChartData, palette: ChartPalette): CustomSeriesOption[] {
  return data.series.flatMap((series) => {
    if (!hasBand(series)) return []
    const outline = listOutline(series)
    return {
      type: 'custom' as const,
      silent: true,
      clip: true,
      z: 0,
      tooltip: { show: false },
      data: [outline.flat()],
      renderItem: drawPolygon(outline, toStroke(series.style, palette).color),
    }
  })
}

export function hasBand({ points }: LineSeries): boolean {
  return points.filter(({ low, high }) => low !== null && high !== null).length > 1
}

/** Along the upper ends and back along the lower ones. */
function listOutline({ points }: LineSeries): number[][] {
  const intervals = points.flatMap(({ x, low, high }) =>
    low === null || high === null ? [] : [{ x, low, high }],
  )
  return [
    ...intervals.map(({ x, high }) => [x, high]),
    ...intervals.toReversed().map(({ x, low }) => [x, low]),
  ]
}

function drawPolygon(outline: readonly number[][], fill: string): CustomSeriesRenderItem {
  return (_params, api) => ({
    type: 'polygon',
    shape: { points: outline.map((corner) => api.coord(corner)) },
    style: { fill, opacity: OPACITY, lineWidth: 0 },
    silent: true,
  })
}
