/** A drawing as a picture of so many dots per inch. */
import type { FigureDrawing } from '@contract'

/** CSS pixels per inch. */
const PIXELS_PER_INCH = 96

/** @returns a PNG file */
export async function drawPng(
  { svg, width, height }: FigureDrawing,
  dotsPerInch: number,
): Promise<Uint8Array> {
  const scale = dotsPerInch / PIXELS_PER_INCH
  const image = await loadImage(svg)
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('No canvas to draw on.')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const picture = await canvas.convertToBlob({ type: 'image/png' })
  return withDensity(new Uint8Array(await picture.arrayBuffer()), dotsPerInch)
}

async function loadImage(svg: string): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    return image
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** Signature and IHDR come first: 8 and 25 bytes. */
const HEADER_BYTES = 33
const METRES_PER_INCH = 0.0254

/** The chunk `pHYs` after the header says how large the picture is on paper (PNG specification, 11.3.5.3). */
export function withDensity(png: Uint8Array, dotsPerInch: number): Uint8Array {
  const dotsPerMetre = Math.round(dotsPerInch / METRES_PER_INCH)
  const chunk = new Uint8Array(21)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, 9)
  chunk.set(new TextEncoder().encode('pHYs'), 4)
  view.setUint32(8, dotsPerMetre)
  view.setUint32(12, dotsPerMetre)
  chunk[16] = 1
  view.setUint32(17, computeCrc(chunk.subarray(4, 17)))
  const dense = new Uint8Array(png.length + chunk.length)
  dense.set(png.subarray(0, HEADER_BYTES))
  dense.set(chunk, HEADER_BYTES)
  dense.set(png.subarray(HEADER_BYTES), HEADER_BYTES + chunk.length)
  return dense
}

/** CRC-32 with the polynomial 0xEDB88320. */
function computeCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
