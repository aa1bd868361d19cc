/** Line figures of several experiments in one: same figure, same axes, every line named after its experiment too. */
import type { LineChartData, LineSeries } from '@report/charts'
import type { Figure, ReportDocument } from '@report/document/model'

export interface OverlaidDocument {
  /** Short name, set before the lines. */
  readonly name: string
  readonly document: ReportDocument
}

/** Figures of one panel of lines that all the documents have, over the same axes. */
export function overlayFigures(documents: readonly OverlaidDocument[]): Figure[] {
  const [first, ...others] = documents.map(({ name, document }) => ({
    name,
    figures: listLineFigures(document),
  }))
  if (first === undefined || others.length === 0) return []
  return first.figures.flatMap(({ figure, chart }) => {
    const same = others.flatMap(({ name, figures }) => {
      const found = figures.find((other) => other.figure.id === figure.id && hasSameAxes(other.chart, chart))
      return found === undefined ? [] : [{ name, chart: found.chart }]
    })
    return same.length < others.length ? [] : [overlay(figure, [{ name: first.name, chart }, ...same])]
  })
}

interface NamedChart {
  readonly name: string
  readonly chart: LineChartData
}

function overlay(figure: Figure, charts: readonly NamedChart[]): Figure {
  const series: LineSeries[] = charts.flatMap(({ name, chart }) =>
    chart.series.map((line) => ({ ...line, label: `${name} · ${line.label}` })),
  )
  const styled = series.map((line, index) => ({ ...line, style: { kind: 'series' as const, index } }))
  const ticks = new Set(charts.flatMap(({ chart }) => chart.xTicks))
  const markers = new Map(charts.flatMap(({ chart }) => chart.markers).map((marker) => [marker.x, marker]))
  return {
    ...figure,
    panels: [
      {
        title: figure.title,
        chart: {
          ...charts[0].chart,
          series: styled,
          xTicks: [...ticks].toSorted((a, b) => a - b),
          markers: [...markers.values()],
        },
      },
    ],
    legend: styled.map(({ label, style }) => ({ label, style })),
    table: tabulate(figure, charts[0].chart, styled),
  }
}

function tabulate(
  figure: Figure,
  { xAxis, yAxis }: LineChartData,
  series: readonly LineSeries[],
): Figure['table'] {
  const number = { group: '', style: 'number' as const }
  return {
    caption: figure.table.caption,
    columns: [
      { name: figure.title, group: '', unit: '', style: 'text', digits: 0 },
      { ...number, name: xAxis.name, unit: xAxis.unit, digits: 0 },
      { ...number, name: yAxis.name, unit: yAxis.unit, digits: 3 },
    ],
    rows: series.flatMap(({ label, points }) => points.map(({ x, y }) => [label, x, y])),
  }
}

function listLineFigures({ sections }: ReportDocument) {
  return sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => {
      if (block.kind !== 'figure') return []
      const [only, ...more] = block.figure.panels
      return only?.chart.kind === 'lines' && more.length === 0
        ? [{ figure: block.figure, chart: only.chart }]
        : []
    })
}

function hasSameAxes(a: LineChartData, b: LineChartData): boolean {
  return (
    [a.xAxis.name, a.xAxis.unit, a.yAxis.name, a.yAxis.unit].join() ===
    [b.xAxis.name, b.xAxis.unit, b.yAxis.name, b.yAxis.unit].join()
  )
}
