/** A figure: its title, panels side by side, legend, caption, and the same numbers as a table that folds out. */
import { passRateStops, toStroke, type ChartData, type ChartPalette } from '../charts'
import type { Figure, LegendEntry } from '../document/model'
import { computeChartSize } from './chartSize'
import { escapeHtml } from './escape'
import { renderChart } from './renderChart'
import { renderTable } from './renderTable'

/** @param number of the figure within the report, from 1 */
export function renderFigure(figure: Figure, number: number, palette: ChartPalette): string {
  const panels = figure.panels.map(({ title, chart }, index) => {
    const size = computeChartSize(chart, figure.panels.length)
    const identity = { id: `${figure.id}-${index + 1}`, label: `${figure.title}: ${title}` }
    const heading =
      figure.panels.length === 1 && chart.kind === 'lines' ? '' : `<h4>${escapeHtml(title)}</h4>`
    return `<div class="panel">${heading}${renderChart(chart, palette, size, identity)}</div>`
  })
  const first = figure.panels.at(0)
  const isBeside = figure.panels.length === 1 && first?.chart.kind === 'lines'
  return (
    `<figure id="${escapeHtml(figure.id)}">\n<h3>${escapeHtml(figure.title)}</h3>\n` +
    (first === undefined ? '' : renderScale(first.chart)) +
    `<div class="${isBeside ? 'beside' : 'below'}">${renderLegend(figure.legend, palette)}` +
    `<div class="panels ${first?.chart.kind ?? ''}">\n${panels.join('\n')}\n</div></div>\n` +
    `<figcaption><b>Figure ${number}.</b> ${escapeHtml(figure.caption)}</figcaption>\n` +
    `<details><summary>Data of figure ${number}, ${figure.table.rows.length} rows</summary>\n` +
    `${renderTable(figure.table)}\n</details>\n</figure>`
  )
}

function renderLegend(entries: readonly LegendEntry[], palette: ChartPalette): string {
  if (entries.length === 0) return ''
  const items = entries.map(
    ({ label, style }) => `<li>${renderSwatch(style, palette)}${escapeHtml(label)}</li>`,
  )
  return `<ul class="legend">${items.join('')}</ul>\n`
}

/** A short piece of the line with its marker, as it is drawn in the chart. */
function renderSwatch(style: LegendEntry['style'], palette: ChartPalette): string {
  const { color, width, dash, marker, filled } = toStroke(style, palette)
  const dashes = dash === 'solid' ? '' : ` stroke-dasharray="${dash.join(' ')}"`
  const fill = filled ? color : palette.paper
  const paint = `fill="${fill}" stroke="${color}" stroke-width="1.3"`
  const shapes = {
    circle: `<circle cx="15" cy="6" r="3.2" ${paint}/>`,
    rect: `<rect x="12" y="3" width="6" height="6" ${paint}/>`,
    triangle: `<path d="M15 2l4 7h-8z" ${paint}/>`,
    diamond: `<path d="M15 2l4 4-4 4-4-4z" ${paint}/>`,
  }
  return (
    '<svg width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">' +
    `<path d="M0 6h30" fill="none" stroke="${color}" stroke-width="${Math.max(width, 1)}"${dashes}/>` +
    `${marker === null ? '' : shapes[marker]}</svg>`
  )
}

/** The key of a pass-rate grid; the entropy scale of head maps stands in its caption. */
function renderScale(chart: ChartData): string {
  if (chart.kind !== 'grid') return ''
  const steps = passRateStops().map(
    (color, i) => `<rect x="${i * 22}" y="1" width="22" height="10" fill="${color}"/>`,
  )
  return (
    '<p class="scale">failed <svg width="110" height="12" viewBox="0 0 110 12" aria-hidden="true">' +
    `${steps.join('')}</svg> passed</p>\n`
  )
}
