/** How a chart's read-out looks: rich text, since the content policy refuses styled markup. */
import type { ChartPalette } from '@report/charts'
import type { TooltipComponentOption } from 'echarts'

export function buildReadout(palette: ChartPalette): TooltipComponentOption {
  return {
    renderMode: 'richText',
    confine: true,
    transitionDuration: 0,
    backgroundColor: palette.paper,
    borderColor: palette.rule,
    borderWidth: 1,
    padding: [6, 9],
    textStyle: { color: palette.ink, fontFamily: palette.fontFamily, fontSize: 12, lineHeight: 17 },
    axisPointer: { type: 'line', lineStyle: { color: palette.mutedInk, width: 1, type: 'solid' } },
  }
}

/** The index that ECharts hands to a read-out, whatever the kind of series. */
export function readDataIndex(params: unknown): number | null {
  const first: unknown = Array.isArray(params) ? params[0] : params
  if (typeof first !== 'object' || first === null || !('dataIndex' in first)) return null
  return typeof first.dataIndex === 'number' ? first.dataIndex : null
}

/** The x of the point that a read-out along an axis stands on. */
export function readAxisValue(params: unknown): number | null {
  const first: unknown = Array.isArray(params) ? params[0] : params
  if (typeof first !== 'object' || first === null || !('data' in first)) return null
  const data: unknown = first.data
  return Array.isArray(data) && typeof data[0] === 'number' ? data[0] : null
}
