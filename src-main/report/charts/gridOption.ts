/**
 * Pass rate over context length and depth, as in figure 4 of Zhong et al. 2025: colour is the pass rate, the number
 * in a cell the mean attention entropy of its answers, the dashed line the trained length.
 */
import type { EChartsOption } from 'echarts'
import { buildAxisStyle, formatTick, LABEL_SIZE } from './axis'
import type { GridChartData } from './chartData'
import { passRateColor, passRateStops, textColorOn } from './colorScale'
import type { ChartPalette } from './palette'

export function buildGridOption(data: GridChartData, palette: ChartPalette): EChartsOption {
  const style = buildAxisStyle(palette)
  const bare = { axisTick: { show: false }, axisLine: { show: false } }
  const decimals = data.contextTokens.length > MOST_WIDE_COLUMNS ? 1 : 2
  const trained = placeTrainedLength(data.contextTokens, data.trainedContextTokens)
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: palette.fontFamily },
    grid: { left: 52, right: 8, top: 8, bottom: 44 },
    xAxis: [
      {
        ...style,
        type: 'category',
        data: data.contextTokens.map(formatTick),
        name: 'Context length (tokens)',
        nameLocation: 'middle',
        nameGap: 28,
        ...bare,
        axisLabel: { ...style.axisLabel, interval: 0 },
      },
      { type: 'value', show: false, min: 0, max: data.contextTokens.length },
    ],
    yAxis: [
      {
        ...style,
        type: 'category',
        inverse: true,
        data: data.depthsPercent.map(formatTick),
        name: 'Depth (%)',
        nameLocation: 'middle',
        nameGap: 34,
        nameRotate: 90,
        ...bare,
        axisLabel: { ...style.axisLabel, interval: 0 },
      },
      { type: 'value', show: false, min: 0, max: 1 },
    ],
    visualMap: {
      show: false,
      min: 0,
      max: 1,
      dimension: 2,
      seriesIndex: 0,
      inRange: { color: passRateStops() },
    },
    series: [
      {
        type: 'heatmap',
        silent: true,
        progressive: 0,
        itemStyle: { borderColor: palette.paper, borderWidth: 2 },
        data: data.cells.map((cell) => {
          const passRate = cell.passes / cell.count
          return {
            value: [cell.column, cell.row, passRate],
            label: { color: textColorOn(passRateColor(passRate)) },
          }
        }),
        label: {
          show: true,
          fontSize: LABEL_SIZE,
          lineHeight: 14,
          fontFamily: palette.fontFamily,
          formatter: ({ dataIndex }: { dataIndex: number }) => labelOf(data.cells[dataIndex], decimals),
        },
      },
      {
        type: 'line',
        silent: true,
        xAxisIndex: 1,
        yAxisIndex: 1,
        symbol: 'none',
        lineStyle: { color: palette.ink, width: 1.8, type: [5, 4] },
        data:
          trained === null
            ? []
            : [
                [trained, 0],
                [trained, 1],
              ],
      },
    ],
  }
}

/** Columns of more than these are too narrow for two decimals. */
const MOST_WIDE_COLUMNS = 30

/** Two lines: entropy, and how many of how many passed, so that colour is not alone. */
function labelOf({ entropyNats, passes, count }: GridChartData['cells'][number], decimals: number): string {
  return `${entropyNats === null ? '–' : entropyNats.toFixed(decimals)}\n${passes}/${count}`
}

/**
 * Where the trained length lies among the columns, in column widths from the left edge: behind the column of that
 * length, or between the columns it falls between. Null where it is beyond the last one.
 */
export function placeTrainedLength(contextTokens: readonly number[], trained: number): number | null {
  const within = contextTokens.filter((tokens) => tokens <= trained).length
  return within === 0 || within === contextTokens.length ? null : within
}
