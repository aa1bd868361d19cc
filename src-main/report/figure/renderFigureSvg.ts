/** A whole figure as one SVG file: panels, titles, key and legend, vector throughout, on white. */
import type { Figure } from '../document/model'
import { escapeMarkup } from '../text/escapeMarkup'
import { drawChart } from './drawChart'
import { layoutFigure, type PlacedEntry, type PlacedPanel } from './layoutFigure'
import { paperPalette } from './paperPalette'
import { drawPassRateKey } from './passRateKey'
import { drawSwatch } from './swatch'

export interface FigureDrawing {
  /** A complete SVG file. */
  readonly svg: string
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

/** Three panels by distance beside each other, CSS pixels. */
const WIDE = 1060

/** @param mostWidth the widest a row of panels may be, CSS pixels */
export function renderFigureSvg(figure: Figure, mostWidth = WIDE): FigureDrawing {
  const { width, height, panels, legend, keyTop } = layoutFigure(figure, mostWidth)
  const parts = [
    ...(keyTop === null ? [] : [drawKey(keyTop)]),
    ...panels.map((place, index) => drawPanel(figure, place, index)),
    ...legend.map(drawEntry),
  ]
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="${FONTS}" role="img" aria-label="${escapeMarkup(figure.title)}">\n` +
    `<title>${escapeMarkup(figure.title)}</title>\n` +
    `<path d="M0 0L${width} 0L${width} ${height}L0 ${height}Z" fill="${paperPalette.paper}"/>\n${parts.join('\n')}\n</svg>\n`
  return { svg, width, height }
}

const FONTS = 'Inter, Helvetica, Arial, Liberation Sans, sans-serif'

function drawPanel(figure: Figure, { left, top, size, title }: PlacedPanel, index: number): string {
  const { chart } = figure.panels[index]
  const heading = title === null ? '' : drawText(title, { left: left + 4, middle: top - 10, weight: 600 })
  const markup = drawChart(chart, paperPalette, size, `${figure.id}-${index + 1}`, (drawn) => drawn.markup)
  return `${heading}<g transform="translate(${left} ${top})">${markup}</g>`
}

function drawEntry({ left, top, entry }: PlacedEntry): string {
  const swatch = `<g transform="translate(${left} ${top})">${drawSwatch(entry.style, paperPalette)}</g>`
  return swatch + drawText(entry.label, { left: left + 38, middle: top + 6, weight: 400 })
}

function drawKey(top: number): string {
  return (
    drawText('failed', { left: 4, middle: top + 6, weight: 400 }) +
    `<g transform="translate(46 ${top})">${drawPassRateKey()}</g>` +
    drawText('passed', { left: 164, middle: top + 6, weight: 400 })
  )
}

function drawText(text: string, { left, middle, weight }: { left: number; middle: number; weight: number }) {
  return (
    `<text dominant-baseline="central" text-anchor="start" style="font-size:12px;font-weight:${weight};" ` +
    `transform="translate(${left} ${middle})" fill="${paperPalette.ink}">${escapeMarkup(text)}</text>`
  )
}
