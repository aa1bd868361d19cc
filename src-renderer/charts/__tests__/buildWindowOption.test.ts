import type { ChartPalette, DistanceChartData, HeadMapChartData, LineChartData } from '@report/charts'
import type { EChartsOption } from 'echarts'
import { describe, expect, it } from 'vitest'
import { buildWindowOption, type ReadoutWords } from '..'

const palette: ChartPalette = {
  ink: '#111111',
  mutedInk: '#555555',
  rule: '#cccccc',
  grid: '#eeeeee',
  paper: '#ffffff',
  grandMean: '#cc0000',
  reference: '#666666',
  thin: '#999999',
  series: ['#101010', '#b8500f'],
  fontFamily: 'Inter',
}

const words: ReadoutWords = {
  number: (value) => (value === null ? '–' : String(value)),
  heads: (count) => `${count} heads`,
  distance: 'Distance',
  keyPosition: 'Key',
  tokens: 'tokens',
  mean: 'Mean',
  uniform: 'Uniform',
  layer: 'Layer',
  head: 'Head',
}

const lines: LineChartData = {
  kind: 'lines',
  xAxis: { name: 'Context length', unit: 'tokens', scale: 'log' },
  yAxis: { name: 'Perplexity', unit: '', scale: 'log' },
  xTicks: [256, 512],
  series: [
    {
      label: 'none',
      style: { kind: 'series', index: 0 },
      points: [
        { x: 256, y: 20, low: 19, high: 21 },
        { x: 512, y: 90, low: 80, high: 100 },
      ],
    },
    {
      label: 'yarn',
      style: { kind: 'series', index: 1 },
      points: [{ x: 512, y: 25, low: null, high: null }],
    },
  ],
  markers: [{ x: 256, label: 'trained' }],
}

function readOut(option: EChartsOption, params: unknown): string {
  const tooltip = [option.tooltip].flat()[0]
  if (typeof tooltip?.formatter !== 'function') throw new Error('No read-out.')
  const text = tooltip.formatter(params as never, '', () => undefined)
  if (typeof text !== 'string') throw new Error('A read-out that is no text.')
  return text
}

describe('read-outs', () => {
  it('gives every line at a length, the highest first, with its interval', () => {
    const option = buildWindowOption(lines, palette, words)
    expect(readOut(option, [{ data: [512, 25], dataIndex: 0 }])).toBe(
      'Context length 512 tokens\nnone:  90  (80 – 100)\nyarn:  25',
    )
    expect(readOut(option, [])).toBe('')
  })

  it('gives a bin of distances with the range of its heads', () => {
    const data: DistanceChartData = {
      kind: 'distance',
      along: 'distance',
      edges: [0, 1, 2, 4],
      heads: [
        [0.5, 0.2, 0.1],
        [0.4, null, 0.05],
      ],
      mean: [0.45, 0.2, 0.075],
      uniform: [0.25, 0.25, 0.25],
      low: 0.01,
      high: 1,
      trainedContextTokens: 2,
    }
    const option = buildWindowOption(data, palette, words)
    expect(readOut(option, [{ dataIndex: 2 }])).toBe(
      'Distance 2 – 3 tokens\nMean:  0.075\nUniform:  0.25\n2 heads:  0.05 – 0.1',
    )
    expect(readOut(option, [{ dataIndex: 0 }])).toContain('Distance 0 tokens')
  })

  it('names the head behind a cell, also after one without a value', () => {
    const data: HeadMapChartData = {
      kind: 'head-map',
      layers: 2,
      heads: 2,
      values: [1, null, 3, 4],
      low: 1,
      high: 4,
      unit: 'nats',
    }
    expect(readOut(buildWindowOption(data, palette, words), { dataIndex: 1 })).toBe(
      'Layer 1 · Head 0\n3 nats',
    )
  })

  it('never draws markup, which the content policy would refuse', () => {
    const tooltip = [buildWindowOption(lines, palette, words).tooltip].flat()[0]
    expect(tooltip?.renderMode).toBe('richText')
  })
})

it('draws a band for the lines that have intervals at several lengths', () => {
  const series = [buildWindowOption(lines, palette, words).series ?? []].flat()
  const bands = series.filter(({ type }) => type === 'custom')
  expect(bands).toHaveLength(1)
  expect(bands[0].data).toEqual([[256, 21, 512, 100, 512, 80, 256, 19]])
})
