/** Lines over context length, with intervals as whiskers and a dashed line at the trained length. */
import type { EChartsOption } from 'echarts'
import { axisTitle, buildAxisStyle, formatTick, LABEL_SIZE } from './axis'
import type { Axis, LineChartData, LineSeries } from './chartData'
import { toStroke, type ChartPalette } from './palette'
import { computeLinearTicks, computeLogTicks } from './ticks'

export function buildLineOption(data: LineChartData, palette: ChartPalette): EChartsOption {
  const values = data.series.flatMap(({ points }) =>
    points.flatMap(({ y, low, high }) => [y, low ?? y, high ?? y]),
  )
  const xs = [...data.xTicks, ...data.markers.map(({ x }) => x)]
  const margin = data.xAxis.scale === 'log' ? SIDE_FACTOR : 1
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: palette.fontFamily },
    grid: { left: 58, right: 14, top: 20, bottom: 46 },
    xAxis: {
      ...buildAxis(data.xAxis, palette, {
        low: Math.min(...xs) / margin,
        high: Math.max(...xs) * margin,
        ticks: data.xTicks,
      }),
      nameGap: 30,
      logBase: 2,
    },
    yAxis: {
      ...buildAxis(data.yAxis, palette, rangeOf(data.yAxis, values)),
      nameGap: 42,
      nameRotate: 90,
      splitLine: { show: true, lineStyle: { color: palette.grid, width: 1 } },
    },
    series: [...buildMarkers(data, palette), ...data.series.map((series) => buildSeries(series, palette))],
  }
}

/** Room left and right of the shortest and longest length on a log axis. */
const SIDE_FACTOR = 1.19

function rangeOf(axis: Axis, values: readonly number[]) {
  return axis.scale === 'log' ? computeLogTicks(values) : computeLinearTicks(values)
}

function buildAxis(
  axis: Axis,
  palette: ChartPalette,
  { low, high, ticks }: { low: number; high: number; ticks: readonly number[] },
) {
  const style = buildAxisStyle(palette)
  const type: 'log' | 'value' = axis.scale === 'log' ? 'log' : 'value'
  const nameLocation = 'middle' as const
  return {
    ...style,
    type,
    name: axisTitle(axis),
    nameLocation,
    min: low,
    max: high,
    axisLabel: { ...style.axisLabel, customValues: [...ticks], formatter: formatTick },
    axisTick: { ...style.axisTick, customValues: [...ticks] },
  }
}

function buildSeries(series: LineSeries, palette: ChartPalette) {
  const stroke = toStroke(series.style, palette)
  const type = 'line' as const
  const whiskers = series.points.flatMap(({ x, low, high }) =>
    low === null || high === null ? [] : [[{ coord: [x, low] }, { coord: [x, high] }]],
  )
  return {
    type,
    name: series.label,
    silent: true,
    emphasis: { disabled: true },
    data: series.points.map(({ x, y }) => [x, y]),
    symbol: stroke.marker ?? 'none',
    symbolSize: stroke.marker === 'triangle' || stroke.marker === 'diamond' ? 8 : 6.5,
    showAllSymbol: true,
    lineStyle: { color: stroke.color, width: stroke.width, type: toLineType(stroke.dash) },
    itemStyle: {
      color: stroke.filled ? stroke.color : palette.paper,
      borderColor: stroke.color,
      borderWidth: 1.4,
      opacity: 1,
    },
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: stroke.color, width: 1, type: SOLID },
      data: toMarkLines(whiskers),
    },
  }
}

function buildMarkers({ markers, yAxis, series }: LineChartData, palette: ChartPalette) {
  const type = 'line' as const
  const position = 'end' as const
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ y, low, high }) => [y, low ?? y, high ?? y]),
  )
  const { low, high } = rangeOf(yAxis, values)
  const text = { color: palette.mutedInk, fontSize: LABEL_SIZE, fontFamily: palette.fontFamily }
  return markers.map(({ x, label }) => ({
    type,
    silent: true,
    symbol: 'none',
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      label: { ...text, show: true, position, formatter: label },
      lineStyle: { color: palette.mutedInk, width: 1, type: MARKER_DASH },
      data: toMarkLines([[{ coord: [x, low] }, { coord: [x, high] }]]),
    },
  }))
}

const SOLID = 'solid' as const
const MARKER_DASH = [4, 4]

function toLineType(dash: 'solid' | readonly number[]): 'solid' | number[] {
  return dash === 'solid' ? dash : [...dash]
}

interface Corner {
  coord: number[]
}

function toMarkLines(lines: readonly (readonly Corner[])[]): [Corner, Corner][] {
  return lines.map(([from, to]) => [from, to])
}
