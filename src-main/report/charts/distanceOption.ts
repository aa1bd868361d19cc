/** Attention by distance or key position: one thin line per head, the mean over heads in red, uniform attention dashed. */
import type { EChartsOption } from 'echarts'
import { buildAxisStyle, formatTick } from './axis'
import type { DistanceChartData } from './chartData'
import { toStroke, type ChartPalette, type Stroke } from './palette'

export function buildDistanceOption(data: DistanceChartData, palette: ChartPalette): EChartsOption {
  const style = buildAxisStyle(palette)
  const bins = data.edges.length - 1
  const stroke = (kind: 'thin' | 'grand-mean' | 'reference') => toStroke({ kind, index: 0 }, palette)
  const [lowest, highest] = [Math.floor(Math.log10(data.low)), Math.ceil(Math.log10(data.high))]
  const ticks = Array.from({ length: highest - lowest + 1 }, (_, i) => Number(`1e${lowest + i}`))
  const beyond = data.edges.findIndex((edge) => edge >= data.trainedContextTokens)
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: palette.fontFamily },
    grid: { left: 58, right: 10, top: 10, bottom: 46 },
    xAxis: [
      {
        ...style,
        type: 'category',
        data: data.edges.slice(0, -1).map((edge) => formatTick(edge)),
        name: AXIS_NAMES[data.along],
        nameLocation: 'middle',
        nameGap: 30,
        axisLabel: { ...style.axisLabel, interval: (index: number) => isLabelled(index, bins) },
        axisTick: {
          ...style.axisTick,
          alignWithLabel: true,
          interval: (index: number) => bins <= 16 || isLabelled(index, bins),
        },
      },
      { type: 'value', show: false, min: 0, max: bins },
    ],
    yAxis: {
      ...style,
      type: 'log',
      min: 10 ** lowest,
      max: 10 ** highest,
      name: 'Attention per key',
      nameLocation: 'middle',
      nameGap: 44,
      nameRotate: 90,
      splitLine: { show: true, lineStyle: { color: palette.grid, width: 1 } },
      axisLabel: { ...style.axisLabel, customValues: ticks, formatter: formatPowerOfTen },
      axisTick: { ...style.axisTick, customValues: ticks },
    },
    series: [
      ...data.heads.map((values) => buildCurve(values, stroke('thin'), data.low)),
      buildCurve(data.uniform, stroke('reference'), data.low),
      buildCurve(data.mean, stroke('grand-mean'), data.low),
      ...(beyond > 0 && beyond < bins
        ? [buildTrainedLine(beyond, [10 ** lowest, 10 ** highest], palette)]
        : []),
    ],
  }
}

const AXIS_NAMES: Readonly<Record<DistanceChartData['along'], string>> = {
  distance: 'Distance, lower edge of bin (tokens)',
  'key-position': 'Key position, first key of bin',
}

/** Every bin up to 8, every second up to 16, and so on. */
function isLabelled(index: number, bins: number): boolean {
  return index % Math.ceil(bins / 8) === 0
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function formatPowerOfTen(value: number): string {
  const power = Math.round(Math.log10(value))
  if (power >= -2 && power <= 2) return formatTick(Number(`1e${power}`))
  const digits = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]).join('')
  return `10${power < 0 ? '⁻' : ''}${digits}`
}

/** Values below the axis end at its edge: a head that ignores a distance still shows where it leaves. */
function buildCurve(values: readonly (number | null)[], stroke: Stroke, low: number) {
  const type = 'line' as const
  const floor = 10 ** Math.floor(Math.log10(low))
  return {
    type,
    silent: true,
    symbol: 'none',
    emphasis: { disabled: true },
    data: values.map((value) => (value === null ? null : Math.max(value, floor))),
    lineStyle: {
      color: stroke.color,
      width: stroke.width,
      type: stroke.dash === 'solid' ? stroke.dash : [...stroke.dash],
    },
  }
}

function buildTrainedLine(bin: number, range: readonly number[], palette: ChartPalette) {
  const type = 'line' as const
  return {
    type,
    silent: true,
    symbol: 'none',
    emphasis: { disabled: true },
    xAxisIndex: 1,
    data: range.map((y) => [bin, y]),
    lineStyle: { color: palette.mutedInk, width: 1, type: [4, 4] },
  }
}
