import type { LineChartData } from '@report/charts'
import type { ReportDocument } from '@report/document/model'
import { expect, it } from 'vitest'
import { overlayFigures } from '..'

function makeDocument(perplexity: number, unit = '', contexts = [256, 512]): ReportDocument {
  const chart: LineChartData = {
    kind: 'lines',
    xAxis: { name: 'Context length', unit: 'tokens', scale: 'log' },
    yAxis: { name: 'Perplexity', unit, scale: 'log' },
    xTicks: contexts,
    series: [
      {
        label: 'none',
        style: { kind: 'series', index: 0 },
        points: contexts.map((x) => ({ x, y: perplexity, low: null, high: null })),
      },
    ],
    markers: [{ x: 256, label: 'trained' }],
  }
  const table = { caption: 'Perplexity', columns: [], rows: [] }
  const figure = {
    id: 'perplexity-1',
    title: 'Perplexity',
    caption: '',
    panels: [{ title: 'all', chart }],
    legend: [],
    table,
  }
  return {
    title: 'made',
    description: null,
    authors: [],
    cells: { planned: 1, done: 1, failed: 0 },
    facts: [],
    sections: [{ id: 'perplexity', title: 'Perplexity', blocks: [{ kind: 'figure', figure }] }],
  }
}

it('lays the lines of the same figure over one another, each named and styled by itself', () => {
  const [figure] = overlayFigures([
    { name: 'A', document: makeDocument(20) },
    { name: 'B', document: makeDocument(30, '', [512, 1024]) },
  ])
  const [{ chart }] = figure.panels
  if (chart.kind !== 'lines') throw new Error('Expected lines.')
  expect(chart.series.map(({ label, style }) => [label, style.index])).toEqual([
    ['A · none', 0],
    ['B · none', 1],
  ])
  expect(chart.xTicks).toEqual([256, 512, 1024])
  expect(figure.table.rows).toEqual([
    ['A · none', 256, 20],
    ['A · none', 512, 20],
    ['B · none', 512, 30],
    ['B · none', 1024, 30],
  ])
})

it('never lays one quantity over another', () => {
  expect(
    overlayFigures([
      { name: 'A', document: makeDocument(20) },
      { name: 'B', document: makeDocument(3, 'nats') },
    ]),
  ).toEqual([])
  expect(overlayFigures([{ name: 'A', document: makeDocument(20) }])).toEqual([])
})
