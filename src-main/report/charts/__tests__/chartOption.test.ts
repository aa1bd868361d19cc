import { describe, expect, it } from 'vitest'
import { buildChartOption, type ChartPalette, type LineChartData } from '..'
import { placeTrainedLength } from '../gridOption'

const palette: ChartPalette = {
  ink: 'ink',
  mutedInk: 'muted',
  rule: 'rule',
  grid: 'grid',
  paper: 'paper',
  grandMean: 'red',
  reference: 'reference',
  thin: 'thin',
  series: ['s0', 's1'],
  fontFamily: 'inherit',
}

const anyNumber: unknown = expect.any(Number)

const lines: LineChartData = {
  kind: 'lines',
  xAxis: { name: 'Context length', unit: 'tokens', scale: 'log' },
  yAxis: { name: 'Perplexity', unit: '', scale: 'log' },
  xTicks: [256, 512],
  markers: [{ x: 256, label: 'trained length' }],
  series: [
    {
      label: 'none',
      style: { kind: 'series', index: 0 },
      points: [
        { x: 256, y: 20, low: 18, high: 22 },
        { x: 512, y: 40, low: null, high: null },
      ],
    },
  ],
}

describe('buildChartOption', () => {
  it('names both axes with their units', () => {
    expect(buildChartOption(lines, palette)).toMatchObject({
      xAxis: { name: 'Context length (tokens)', type: 'log' },
      yAxis: { name: 'Perplexity', type: 'log' },
    })
  })

  it('draws points, a whisker where there is an interval, and the trained length', () => {
    const { series } = buildChartOption(lines, palette)
    expect(series).toHaveLength(2)
    expect(series).toMatchObject([
      { data: [], markLine: { data: [[{ coord: [256, anyNumber] }, { coord: [256, anyNumber] }]] } },
      {
        data: [
          [256, 20],
          [512, 40],
        ],
        markLine: { data: [[{ coord: [256, 18] }, { coord: [256, 22] }]] },
      },
    ])
  })

  it('puts passes and entropy into the cells of a grid', () => {
    const option = buildChartOption(
      {
        kind: 'grid',
        contextTokens: [256, 512],
        depthsPercent: [0, 50],
        trainedContextTokens: 256,
        cells: [
          {
            column: 0,
            row: 0,
            cellIds: [],
            passes: 4,
            count: 4,
            failures: [],
            placedDepthPercent: 0,
            movedHere: 0,
            entropyNats: 3.456,
          },
          {
            column: 1,
            row: 1,
            cellIds: [],
            passes: 1,
            count: 4,
            failures: [{ failure: 'lost', count: 3 }],
            placedDepthPercent: 48,
            movedHere: 0,
            entropyNats: null,
          },
        ],
      },
      palette,
    )
    const [heat, trained] = [option.series].flat()
    expect(heat).toMatchObject({ data: [{ value: [0, 0, 1] }, { value: [1, 1, 0.25] }] })
    expect(trained).toMatchObject({
      data: [
        [1, 0],
        [1, 1],
      ],
    })
  })

  it.each([
    [8, '3.46\n4/4'],
    [40, '3.5\n4/4'],
  ])('writes what fits into a cell of %i columns', (columns, text) => {
    const option = buildChartOption(
      {
        kind: 'grid',
        contextTokens: Array.from({ length: columns }, (_, i) => 64 * (i + 1)),
        depthsPercent: [0],
        trainedContextTokens: 256,
        cells: [
          {
            column: 0,
            row: 0,
            cellIds: [],
            passes: 4,
            count: 4,
            failures: [],
            placedDepthPercent: 0,
            movedHere: 0,
            entropyNats: 3.456,
          },
        ],
      },
      palette,
    )
    const [heat] = [option.series].flat() as { label: { formatter: (cell: object) => string } }[]
    expect(heat.label.formatter({ dataIndex: 0 })).toBe(text)
  })

  it('draws one thin line per head, the uniform curve and the mean', () => {
    const { series } = buildChartOption(
      {
        kind: 'distance',
        along: 'distance',
        edges: [0, 1, 2, 4],
        heads: [
          [0.5, 0.3, 0.1],
          [0.4, null, 0.2],
        ],
        mean: [0.45, 0.3, 0.15],
        uniform: [0.25, 0.25, 0.25],
        low: 0.1,
        high: 0.5,
        trainedContextTokens: 4,
      },
      palette,
    )
    expect(series).toHaveLength(4)
    expect(series).toMatchObject([
      { lineStyle: { color: 'thin' }, data: [0.5, 0.3, 0.1] },
      { lineStyle: { color: 'thin' }, data: [0.4, null, 0.2] },
      { lineStyle: { color: 'reference' } },
      { lineStyle: { color: 'red' } },
    ])
  })

  it('leaves undefined heads out of a head map', () => {
    const { series } = buildChartOption(
      { kind: 'head-map', layers: 1, heads: 2, values: [1.5, null], low: 1, high: 2, unit: 'nats' },
      palette,
    )
    expect([series].flat()[0]).toMatchObject({ data: [{ value: [0, 0, 1.5] }] })
  })
})

describe('placeTrainedLength', () => {
  it('lies behind the columns within training', () => {
    expect(placeTrainedLength([256, 512, 1024], 512)).toBe(2)
    expect(placeTrainedLength([256, 512, 1024], 700)).toBe(2)
  })

  it('is not drawn outside the grid', () => {
    expect(placeTrainedLength([512, 1024], 256)).toBeNull()
    expect(placeTrainedLength([512, 1024], 1024)).toBeNull()
  })
})
