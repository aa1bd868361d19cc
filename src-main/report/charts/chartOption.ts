/** From chart data to an ECharts option, whatever the kind. */
import type { EChartsOption } from 'echarts'
import { assertNever } from '../../contract'
import type { ChartData } from './chartData'
import { buildDistanceOption } from './distanceOption'
import { buildGridOption } from './gridOption'
import { buildHeadMapOption } from './headMapOption'
import { buildLineOption } from './lineOption'
import type { ChartPalette } from './palette'

export function buildChartOption(data: ChartData, palette: ChartPalette): EChartsOption {
  switch (data.kind) {
    case 'lines':
      return buildLineOption(data, palette)
    case 'grid':
      return buildGridOption(data, palette)
    case 'distance':
      return buildDistanceOption(data, palette)
    case 'head-map':
      return buildHeadMapOption(data, palette)
    default:
      return assertNever(data)
  }
}
