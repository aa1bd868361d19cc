/** A chart as SVG markup without its outer element: drawn by ECharts without a browser, stripped of what only hovering needs. */
import { HeatmapChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, VisualMapComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { buildChartOption, type ChartData, type ChartPalette } from '../charts'
import type { ChartSize } from './chartSize'

use([HeatmapChart, LineChart, GridComponent, MarkLineComponent, VisualMapComponent, SVGRenderer])

export interface DrawnChart {
  /** Paths, texts and clips; children of an `svg` or `g` element. */
  readonly markup: string
  /** Place of a value in the drawing, CSS pixels; categories are given by their index. */
  readonly toPixel: (x: number, y: number) => readonly [number, number]
}

/**
 * @param id unique within the page: prefixes the ids inside the drawing
 * @param use what is made of the drawing while its axes are at hand
 */
export function drawChart<Made>(
  chart: ChartData,
  palette: ChartPalette,
  { width, height }: ChartSize,
  id: string,
  use: (drawn: DrawnChart) => Made,
): Made {
  const instance = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    instance.setOption(buildChartOption(chart, palette))
    return use({
      markup: toMarkup(instance.renderToSVGString(), id),
      toPixel: (x, y) => {
        const [left, top] = instance.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x, y])
        return [left, top]
      },
    })
  } finally {
    instance.dispose()
  }
}

/**
 * The library numbers its ids and classes per process; ours depend on the figure alone, so that the same experiment
 * gives the same bytes. Its style element only serves hovering, its first rectangle paints nothing.
 */
function toMarkup(svg: string, id: string): string {
  return svg
    .replace(/^<svg [^>]*>\s*(<rect [^>]*fill="none"><\/rect>)?/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<style\s*>[\s\S]*?<\/style>\s*/g, '')
    .replace(/ (?:class|ecmeta_[a-z_]+|pointer-events|xml:space)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/font-family:[^;"]*;?/g, '')
}
