export type {
  ChartData,
  DistanceChartData,
  GridChartData,
  HeadMapChartData,
  LineChartData,
  LinePoint,
  LineSeries,
  SeriesStyle,
} from './chartData'
export { buildChartOption } from './chartOption'
export { cividisStops, passRateStops } from './colorScale'
export { toStroke, type ChartPalette } from './palette'
export { computeLinearTicks } from './ticks'
