/** A map as a file: PNG at a chosen resolution, SVG, or its values as CSV. */
import { drawScene } from './drawScene'
import { keyHeight, keyTextPixels, layOutKey, type FigureKey, type KeyLayout } from './figureKey'
import type { Scene } from './scene'
import type { SceneStyle } from './sceneStyle'
import type { ValueTile } from './tile'
import { writeSceneSvg } from './writeSceneSvg'

/** CSS pixels per inch. */
const cssResolution = 96

export async function writePng(
  scene: Scene,
  style: SceneStyle,
  key: FigureKey,
  dotsPerInch: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return toPng(render(scene, style, dotsPerInch / cssResolution, key))
}

/** The map inside has the resolution of the screen; everything else is vectors. */
export async function writeSvg(
  scene: Scene,
  style: SceneStyle,
  key: FigureKey,
): Promise<Uint8Array<ArrayBuffer>> {
  const ratio = Math.max(2, devicePixelRatio)
  const bare = { ...scene, lines: [], cell: null, marks: [], queryLabels: [], keyLabels: [] }
  const whole = render(bare, style, ratio)
  const { x, y, width, height } = scene.plot
  const plot = new OffscreenCanvas(Math.round(width * ratio), Math.round(height * ratio))
  plot.getContext('2d')?.drawImage(whole, -x * ratio, -y * ratio)
  const href = `data:image/png;base64,${toBase64(await toPng(plot))}`
  return new TextEncoder().encode(writeSceneSvg(scene, style, href, key))
}

/** One row per tile with a visible cell: positions from (included) and to (not included), and the value. */
export function writeCsv({ queryEdges, keyEdges, values }: ValueTile): Uint8Array<ArrayBuffer> {
  const columns = keyEdges.length - 1
  const lines = ['query_first,query_end,key_first,key_end,attention']
  values.forEach((value, index) => {
    const row = Math.floor(index / columns)
    const column = index % columns
    if (!Number.isNaN(value))
      lines.push(
        [queryEdges[row], queryEdges[row + 1], keyEdges[column], keyEdges[column + 1], value].join(','),
      )
  })
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

/** @param key left out: the map alone */
function render(scene: Scene, style: SceneStyle, ratio: number, key?: FigureKey): OffscreenCanvas {
  const { width, height } = scene.size
  const wholeHeight = height + (key === undefined ? 0 : keyHeight)
  const canvas = new OffscreenCanvas(Math.round(width * ratio), Math.round(wholeHeight * ratio))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This window cannot draw: no 2D canvas.')
  context.fillStyle = style.paper
  context.fillRect(0, 0, canvas.width, canvas.height)
  drawScene(context, scene, style, ratio)
  if (key !== undefined) drawKey(context, layOutKey(key, scene.plot.x, height), style)
  return canvas
}

function drawKey(
  context: OffscreenCanvasRenderingContext2D,
  { texts, swatches }: KeyLayout,
  style: SceneStyle,
): void {
  for (const { x, y, width, height, color } of swatches) {
    context.fillStyle = color
    // Half a pixel more: neighbours meet without a seam.
    context.fillRect(x, y, width + 0.5, height)
  }
  context.fillStyle = style.ink
  context.font = `${keyTextPixels}px ${style.textFace}`
  context.textBaseline = 'alphabetic'
  for (const { x, y, text, anchor } of texts) {
    context.textAlign = anchor
    context.fillText(text, x, y)
  }
}

async function toPng(canvas: OffscreenCanvas): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await blob.arrayBuffer())
}

function toBase64(bytes: Uint8Array): string {
  const chunks: string[] = []
  for (let at = 0; at < bytes.length; at += 0x8000)
    chunks.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)))
  return btoa(chunks.join(''))
}
