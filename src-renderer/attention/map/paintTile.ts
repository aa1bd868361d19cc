/** A tile as an image, one pixel per tile. Colouring happens when data or scale change; zoom and pan only draw the image. */
import type { AttentionScale } from './attentionScale'
import { toStep, type ColorTable } from './palette'
import type { ValueTile } from './tile'

export interface TileImage {
  readonly canvas: OffscreenCanvas
  readonly tile: ValueTile
}

/** Hidden and masked cells stay transparent. */
export function paintTile(
  tile: ValueTile,
  scale: Pick<AttentionScale, 'place'>,
  colors: ColorTable,
): TileImage {
  const columns = tile.keyEdges.length - 1
  const rows = tile.queryEdges.length - 1
  const canvas = new OffscreenCanvas(columns, rows)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This window cannot draw: no 2D canvas.')
  const image = new ImageData(columns, rows)
  const pixels = new Uint32Array(image.data.buffer)
  tile.values.forEach((value, index) => {
    if (!Number.isNaN(value)) pixels[index] = colors[toStep(scale.place(value))]
  })
  context.putImageData(image, 0, 0)
  return { canvas, tile }
}
