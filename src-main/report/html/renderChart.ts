/** A chart as inline SVG, with a name that is read out instead of the drawing. */
import type { ChartData, ChartPalette } from '../charts'
import type { ChartSize } from '../figure/chartSize'
import { drawChart } from '../figure/drawChart'
import { listReadings, type Readings } from '../figure/readings'
import { escapeMarkup } from '../text/escapeMarkup'

interface ChartIdentity {
  /** Unique within the page. */
  readonly id: string
  readonly label: string
}

/** A drawing, and what can be read from it by pointing. */
export interface RenderedChart {
  readonly svg: string
  readonly readings: Readings
}

export function renderChart(
  chart: ChartData,
  palette: ChartPalette,
  size: ChartSize,
  { id, label }: ChartIdentity,
): RenderedChart {
  const [width, height] = [round(size.width), round(size.height)]
  return drawChart(chart, palette, size, id, ({ markup, toPixel }) => {
    const box = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
    const svg = `<svg role="img" aria-label="${escapeMarkup(label)}" ${box}>${markup}</svg>`
    return { svg, readings: listReadings(chart, toPixel) }
  })
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
