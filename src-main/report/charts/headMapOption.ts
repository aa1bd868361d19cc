/** A measure by layer and head on a perceptually ordered scale; the scale is shared by the panels of a figure. */
import type { EChartsOption } from 'echarts'
import { buildAxisStyle } from './axis'
import type { HeadMapChartData } from './chartData'
import { cividisColor, cividisStops, textColorOn } from './colorScale'
import type { ChartPalette } from './palette'

export function buildHeadMapOption(data: HeadMapChartData, palette: ChartPalette): EChartsOption {
  const style = buildAxisStyle(palette)
  const bare = { axisTick: { show: false }, axisLine: { show: false } }
  const span = data.high - data.low || 1
  const cells = data.values.flatMap((value, i) => {
    if (value === null) return []
    const color = cividisColor((value - data.low) / span)
    const place = [i % data.heads, Math.floor(i / data.heads), value]
    return [{ value: place, label: { color: textColorOn(color) } }]
  })
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: palette.fontFamily },
    grid: { left: 44, right: 8, top: 8, bottom: 44 },
    xAxis: {
      ...style,
      ...bare,
      type: 'category',
      data: countUp(data.heads),
      name: 'Head',
      nameLocation: 'middle',
      nameGap: 28,
    },
    yAxis: {
      ...style,
      ...bare,
      type: 'category',
      inverse: true,
      data: countUp(data.layers),
      name: 'Layer',
      nameLocation: 'middle',
      nameGap: 28,
      nameRotate: 90,
    },
    visualMap: {
      show: false,
      min: data.low,
      max: data.low + span,
      dimension: 2,
      inRange: { color: cividisStops() },
    },
    series: [
      {
        type: 'heatmap',
        silent: true,
        progressive: 0,
        itemStyle: { borderColor: palette.paper, borderWidth: data.heads > NUMBERED_HEADS ? 0.5 : 2 },
        data: cells,
        label: {
          show: data.heads <= NUMBERED_HEADS,
          fontSize: 10.5,
          fontFamily: palette.fontFamily,
          formatter: ({ dataIndex }: { dataIndex: number }) => cells[dataIndex].value[2].toFixed(2),
        },
      },
    ],
  }
}

/** Numbers fit into the cells of a panel up to this many heads. */
const NUMBERED_HEADS = 8

function countUp(length: number): string[] {
  return Array.from({ length }, (_, i) => String(i))
}
