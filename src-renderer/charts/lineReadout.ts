/** Every series at the position under the pointer, with its interval. */
import type { LineChartData } from '@report/charts'
import type { ReadoutWords } from './words'

export function describeLines(data: LineChartData, x: number, words: ReadoutWords): string {
  const { xAxis, yAxis } = data
  const head = `${xAxis.name} ${words.number(x)}${unitOf(xAxis.unit)}`
  const rows = data.series.flatMap(({ label, points }) => {
    const point = points.find((candidate) => candidate.x === x)
    if (point === undefined) return []
    const interval =
      point.low === null || point.high === null
        ? ''
        : `  (${words.number(point.low)} – ${words.number(point.high)})`
    return [{ y: point.y, text: `${label}:  ${words.number(point.y)}${unitOf(yAxis.unit)}${interval}` }]
  })
  return [head, ...rows.toSorted((a, b) => b.y - a.y).map(({ text }) => text)].join('\n')
}

function unitOf(unit: string): string {
  return unit === '' ? '' : ` ${unit}`
}
