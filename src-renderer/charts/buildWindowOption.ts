/** The report's charts with what only a window can do: read-outs under the pointer, and bands of intervals. */
import {
  buildChartOption,
  type ChartData,
  type ChartPalette,
  type HeadMapChartData,
  type LineChartData,
} from '@report/charts'
import type { EChartsOption, SeriesOption } from 'echarts'
import { buildBands, hasBand } from './bands'
import { describeDistance } from './distanceReadout'
import { describeLines } from './lineReadout'
import { buildReadout, readAxisValue, readDataIndex } from './readout'
import type { ReadoutWords } from './words'

export function buildWindowOption(
  data: ChartData,
  palette: ChartPalette,
  words: ReadoutWords,
): EChartsOption {
  const option = buildChartOption(data, palette)
  const readout = buildReadout(palette)
  switch (data.kind) {
    case 'lines':
      return {
        ...option,
        tooltip: {
          ...readout,
          trigger: 'axis',
          formatter: (params: unknown) =>
            describeAt(readAxisValue(params), (x) => describeLines(data, x, words)),
        },
        series: [
          ...buildBands(data, palette),
          ...listSeries(option).map((series) => thinWhiskers(series, data)),
        ],
      }
    case 'distance':
      return {
        ...option,
        tooltip: {
          ...readout,
          trigger: 'axis',
          formatter: (params: unknown) =>
            describeAt(readDataIndex(params), (bin) => describeDistance(data, bin, words)),
        },
      }
    case 'head-map':
      return {
        ...option,
        tooltip: {
          ...readout,
          trigger: 'item',
          formatter: (params: unknown) =>
            describeAt(readDataIndex(params), (index) => describeHead(data, index, words)),
        },
        series: listSeries(option).map((series) => ({ ...series, silent: false })),
      }
    case 'grid':
      return option
  }
}

/** `index` counts the heads that have a value. */
function describeHead(data: HeadMapChartData, index: number, words: ReadoutWords): string {
  const places = data.values.flatMap((value, place) => (value === null ? [] : [place]))
  const place = places[index]
  const head = `${words.layer} ${Math.floor(place / data.heads)} · ${words.head} ${place % data.heads}`
  return `${head}\n${words.number(data.values[place] ?? null)} ${data.unit}`
}

/** A band says what the whiskers say. */
function thinWhiskers(series: SeriesOption, { series: lines }: LineChartData): SeriesOption {
  const isBanded = lines.some((line) => line.label === series.name && hasBand(line))
  return isBanded && series.type === 'line' ? { ...series, markLine: { data: [] } } : series
}

function listSeries({ series }: EChartsOption): SeriesOption[] {
  return series === undefined ? [] : [series].flat()
}

function describeAt(place: number | null, describe: (place: number) => string): string {
  return place === null ? '' : describe(place)
}
