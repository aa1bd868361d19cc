/** What a reader can point at in a chart: places in the drawing, and what stands there in words. */
import { formatTick } from '../charts/axis'
import type { ChartData, DistanceChartData, GridChartData, HeadMapChartData, LineChartData } from '../charts'
import { assertNever } from '../../contract'
import { nameFailures } from '../../core/answers'
import type { DrawnChart } from './drawChart'

/** Left and top in CSS pixels of the drawing, and the words. */
export type Reading = readonly [left: number, top: number, text: string]

export interface Readings {
  /** Points of a line are rings, cells of a map are frames that stand in every panel of the figure at once. */
  readonly kind: 'points' | 'cells'
  /** Size of a cell, CSS pixels; zero for points. */
  readonly cell: readonly [width: number, height: number]
  readonly all: readonly Reading[]
}

export function listReadings(chart: ChartData, toPixel: DrawnChart['toPixel']): Readings {
  const at = (x: number, y: number, text: string): Reading => {
    const [left, top] = toPixel(x, y)
    return [round(left), round(top), text]
  }
  switch (chart.kind) {
    case 'lines':
      return { kind: 'points', cell: [0, 0], all: readLines(chart, at) }
    case 'distance':
      return { kind: 'points', cell: [0, 0], all: readDistance(chart, at) }
    case 'grid':
      return { kind: 'cells', cell: sizeOfCell(toPixel), all: readGrid(chart, at) }
    case 'head-map':
      return { kind: 'cells', cell: sizeOfCell(toPixel), all: readHeadMap(chart, at) }
    default:
      return assertNever(chart)
  }
}

type Place = (x: number, y: number, text: string) => Reading

function readLines({ series, xAxis, yAxis }: LineChartData, at: Place): Reading[] {
  const withUnit = (value: number, unit: string) =>
    unit === '' ? toWords(value) : `${toWords(value)} ${unit}`
  return series.flatMap(({ label, points }) =>
    points.map(({ x, y, low, high }) => {
      const interval = low === null || high === null ? '' : ` [${toWords(low)}, ${toWords(high)}]`
      return at(x, y, `${label}: ${withUnit(y, yAxis.unit)}${interval} at ${withUnit(x, xAxis.unit)}`)
    }),
  )
}

/** The mean is read, not each of hundreds of thin lines. */
function readDistance({ along, edges, mean, low }: DistanceChartData, at: Place): Reading[] {
  const floor = 10 ** Math.floor(Math.log10(low))
  return mean.flatMap((value, bin) => {
    if (value === null) return []
    const [first, last] = [edges[bin], edges[bin + 1] - 1]
    const bounds = first === last ? formatTick(first) : `${formatTick(first)} to ${formatTick(last)}`
    const where = along === 'distance' ? `distance ${bounds}` : `keys ${bounds}`
    return [at(bin, Math.max(value, floor), `${where}: ${toWords(value)} per key`)]
  })
}

function readGrid({ cells, contextTokens, depthsPercent }: GridChartData, at: Place): Reading[] {
  return cells.map(({ column, row, passes, count, failures, placedDepthPercent, movedHere, entropyNats }) => {
    const moved = movedHere === 0 ? '' : `, ${movedHere} asked for at another depth`
    const failed = failures.length === 0 ? '' : ` (${nameFailures(failures)})`
    const entropy = entropyNats === null ? '' : `, entropy ${entropyNats.toFixed(3)} nats`
    const where = `${formatTick(contextTokens[column])} tokens, depth ${formatTick(depthsPercent[row])}% (reached ${placedDepthPercent.toFixed(1)}%${moved})`
    return at(column, row, `${where}: ${passes} of ${count} passed${failed}${entropy}`)
  })
}

function readHeadMap({ values, heads, unit }: HeadMapChartData, at: Place): Reading[] {
  return values.flatMap((value, i) => {
    const [layer, head] = [Math.floor(i / heads), i % heads]
    return value === null ? [] : [at(head, layer, `L${layer}H${head}: ${toWords(value)} ${unit}`.trimEnd())]
  })
}

function sizeOfCell(toPixel: DrawnChart['toPixel']): [number, number] {
  const [left, top] = toPixel(0, 0)
  const [right] = toPixel(1, 0)
  const [, bottom] = toPixel(0, 1)
  return [Math.abs(round(right - left)), Math.abs(round(bottom - top))]
}

/** Four significant digits. */
function toWords(value: number): string {
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude < 1e-3 || magnitude >= 1e7))
    return value.toExponential(2).replace('e+', 'e')
  return formatTick(Number(value.toPrecision(4)))
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
