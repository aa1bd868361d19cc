/** A scene as SVG: axes, lines and text as vectors, the map as one image inside. */
import { keyHeight, keyTextPixels, layOutKey, type FigureKey } from './figureKey'
import type { Scene } from './scene'
import { dashes, labelPixels, type SceneStyle } from './sceneStyle'

/**
 * @param mapHref data URL of the plot's pixels
 * @param key what it shows and its colours, under the map
 */
export function writeSceneSvg(scene: Scene, style: SceneStyle, mapHref: string, key: FigureKey): string {
  const { axisNames, size, plot, map, marks, lines, cell, queryLabels, keyLabels } = scene
  const height = size.height + keyHeight
  const { texts, swatches } = layOutKey(key, plot.x, size.height)
  const text = `font-family="${escape(style.codeFace)}" font-size="${labelPixels}" fill="${style.muted}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}">`,
    `<rect width="${size.width}" height="${height}" fill="${style.paper}"/>`,
    `<rect ${box(map)} fill="${style.empty}" stroke="${style.rule}"/>`,
    `<image ${box(plot)} href="${mapHref}" preserveAspectRatio="none" style="image-rendering:pixelated"/>`,
    ...marks.map((mark) => `<rect ${box(mark)} fill="${style.roles[mark.role]}"/>`),
    ...lines.map(
      ({ x, y, width, height: down, role }) =>
        `<line x1="${round(x)}" y1="${round(y)}" x2="${round(x + width)}" y2="${round(y + down)}" ` +
        `stroke="${style.roles[role]}" stroke-dasharray="${dashes[role].join(' ')}"/>`,
    ),
    ...(cell === null ? [] : [`<rect ${box(cell)} fill="none" stroke="${style.roles.cursor}"/>`]),
    `<g ${text} text-anchor="end" dominant-baseline="middle">`,
    ...queryLabels.map(
      ({ y, text: label }) => `<text x="${plot.x - 8}" y="${round(y)}">${escape(label)}</text>`,
    ),
    '</g>',
    `<g ${text} dominant-baseline="middle">`,
    ...keyLabels.map(({ x, text: label, upright }) => {
      const turn = upright ? 'rotate(-90)' : ''
      const anchor = upright ? 'start' : 'middle'
      return `<text transform="translate(${round(x)} ${plot.y - 9}) ${turn}" text-anchor="${anchor}">${escape(label)}</text>`
    }),
    '</g>',
    `<g font-family="${escape(style.textFace)}" font-size="${labelPixels + 1}" fill="${style.muted}" text-anchor="end">`,
    `<text x="${plot.x - 8}" y="${plot.y - 24}">${escape(axisNames.key)} →</text>`,
    `<text x="${plot.x - 8}" y="${plot.y - 10}">${escape(axisNames.query)} ↓</text>`,
    '</g>',
    ...swatches.map(
      (swatch) => `<rect ${box(swatch)} fill="${swatch.color}" stroke="${swatch.color}" stroke-width="0.3"/>`,
    ),
    `<g font-family="${escape(style.textFace)}" font-size="${keyTextPixels}" fill="${style.ink}">`,
    ...texts.map(
      ({ x, y, text: line, anchor }) =>
        `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escape(line)}</text>`,
    ),
    '</g>',
    '</svg>',
  ].join('\n')
}

function box({ x, y, width, height }: { x: number; y: number; width: number; height: number }): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
