/** A figure: its title, panels side by side, legend, caption, and the same numbers as a table that folds out. */
import type { ChartData, ChartPalette } from '../charts'
import type { Figure, LegendEntry } from '../document/model'
import { computeChartSize } from '../figure/chartSize'
import { drawPassRateKey } from '../figure/passRateKey'
import { drawSwatch } from '../figure/swatch'
import { escapeMarkup } from '../text/escapeMarkup'
import { renderChart } from './renderChart'
import { renderTable } from './renderTable'

/** @param number of the figure within the report, from 1 */
export function renderFigure(figure: Figure, number: number, palette: ChartPalette): string {
  const panels = figure.panels.map(({ title, chart }, index) => {
    const size = computeChartSize(chart, figure.panels.length)
    const identity = { id: `${figure.id}-${index + 1}`, label: `${figure.title}: ${title}` }
    const heading =
      figure.panels.length === 1 && chart.kind === 'lines' ? '' : `<h4>${escapeMarkup(title)}</h4>`
    const { svg, readings } = renderChart(chart, palette, size, identity)
    return `<div class="panel" data-readings="${escapeMarkup(JSON.stringify(readings))}">${heading}${svg}</div>`
  })
  const first = figure.panels.at(0)
  const isBeside = figure.panels.length === 1 && first?.chart.kind === 'lines'
  return (
    `<figure id="${escapeMarkup(figure.id)}">\n<h3>${escapeMarkup(figure.title)}</h3>\n` +
    (first === undefined ? '' : renderScale(first.chart)) +
    `<div class="${isBeside ? 'beside' : 'below'}">${renderLegend(figure.legend, palette)}` +
    `<div class="panels ${first?.chart.kind ?? ''}">\n${panels.join('\n')}\n</div></div>\n` +
    `<figcaption><b>Figure ${number}.</b> ${escapeMarkup(figure.caption)}</figcaption>\n` +
    `<details><summary>Data of figure ${number}, ${figure.table.rows.length} rows</summary>\n` +
    `${renderTable(figure.table)}\n</details>\n</figure>`
  )
}

function renderLegend(entries: readonly LegendEntry[], palette: ChartPalette): string {
  if (entries.length === 0) return ''
  const items = entries.map(
    ({ label, style }) =>
      '<li><svg width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">' +
      `${drawSwatch(style, palette)}</svg>${escapeMarkup(label)}</li>`,
  )
  return `<ul class="legend">${items.join('')}</ul>\n`
}

/** The key of a pass-rate grid; the entropy scale of head maps stands in its caption. */
function renderScale(chart: ChartData): string {
  if (chart.kind !== 'grid') return ''
  return (
    '<p class="scale">failed <svg width="110" height="12" viewBox="0 0 110 12" aria-hidden="true">' +
    `${drawPassRateKey()}</svg> passed</p>\n`
  )
}
