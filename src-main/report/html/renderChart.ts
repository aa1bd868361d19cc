/** A chart as inline SVG: drawn by ECharts without a browser, then stripped of what only interaction needs. */
import { HeatmapChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, VisualMapComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { buildChartOption, type ChartData, type ChartPalette } from '../charts'
import type { ChartSize } from './chartSize'
import { escapeHtml } from './escape'

use([HeatmapChart, LineChart, GridComponent, MarkLineComponent, VisualMapComponent, SVGRenderer])

interface ChartIdentity {
  /** Unique within the page: prefixes the ids inside the drawing. */
  readonly id: string
  /** Read out instead of the drawing. */
  readonly label: string
}

export function renderChart(
  chart: ChartData,
  palette: ChartPalette,
  { width, height }: ChartSize,
  { id, label }: ChartIdentity,
): string {
  const instance = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    instance.setOption(buildChartOption(chart, palette))
    return toInlineSvg(instance.renderToSVGString(), { width, height }, { id, label })
  } finally {
    instance.dispose()
  }
}

/**
 * The library numbers its ids and classes per process; ours depend on the figure alone, so that the same experiment
 * gives the same bytes. Its style element only serves hovering.
 */
function toInlineSvg(svg: string, { width, height }: ChartSize, { id, label }: ChartIdentity): string {
  const head = `<svg role="img" aria-label="${escapeHtml(label)}" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}">`
  return svg
    .replace(/<svg [^>]*>/, head)
    .replace(/<style\s*>[\s\S]*?<\/style>\s*/g, '')
    .replace(/ (?:class|ecmeta_[a-z_]+|pointer-events|xml:space)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/font-family:[^;"]*;?/g, '')
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
