export type {
  ChartData,
  DistanceChartData,
  GridCell,
  GridChartData,
  HeadMapChartData,
  LineChartData,
  LinePoint,
  LineSeries,
  SeriesStyle,
} from './chartData'
export { buildChartOption } from './chartOption'
export { cividisStops, passRateColor, passRateStops, textColorOn } from './colorScale'
export { toStroke, type ChartPalette } from './palette'
export { computeLinearTicks } from './ticks'
