/** The key of a line: a short piece of it with its marker, as it is drawn in the chart. */
import { toStroke, type ChartPalette, type SeriesStyle } from '../charts'

export const SWATCH_SIZE = { width: 30, height: 12 } as const

/** @returns SVG markup within `SWATCH_SIZE` */
export function drawSwatch(style: SeriesStyle, palette: ChartPalette): string {
  const { color, width, dash, marker, filled } = toStroke(style, palette)
  const dashes = dash === 'solid' ? '' : ` stroke-dasharray="${dash.join(' ')}"`
  const fill = filled ? color : palette.paper
  const paint = `fill="${fill}" stroke="${color}" stroke-width="1.3"`
  const shapes = {
    circle: `<path d="M11.8 6A3.2 3.2 0 1 1 18.2 6A3.2 3.2 0 1 1 11.8 6Z" ${paint}/>`,
    rect: `<path d="M12 3L18 3L18 9L12 9Z" ${paint}/>`,
    triangle: `<path d="M15 2L19 9L11 9Z" ${paint}/>`,
    diamond: `<path d="M15 2L19 6L15 10L11 6Z" ${paint}/>`,
  }
  const line = `<path d="M0 6L30 6" fill="none" stroke="${color}" stroke-width="${Math.max(width, 1)}"${dashes}/>`
  return `${line}${marker === null ? '' : shapes[marker]}`
}
