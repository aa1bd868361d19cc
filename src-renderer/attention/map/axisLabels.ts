/** What stands along an axis: token texts where they fit, else round positions. Plain data, for canvas and SVG alike. */
import type { MapView } from './mapView'

export interface AxisLabel {
  /** CSS pixels from the plot's edge to the middle of what is labelled. */
  readonly at: number
  readonly text: string
  readonly kind: 'position' | 'token'
}

/** CSS pixels that a line of text needs. */
const linePixels = 12
const pixelsBetweenPositions = 64

/**
 * @param first position at the axis's beginning
 * @param tokenTexts [n]
 * @param longest characters that have room
 */
export function listAxisLabels(
  first: number,
  pixels: number,
  { perPixel }: Pick<MapView, 'perPixel'>,
  tokenTexts: readonly string[],
  longest: number,
): AxisLabel[] {
  const end = Math.min(tokenTexts.length, first + pixels * perPixel)
  const place = (position: number) => (position + 0.5 - first) / perPixel
  if (1 / perPixel >= linePixels) {
    const from = Math.max(0, Math.ceil(first - 0.5))
    return Array.from({ length: Math.max(0, Math.floor(end - 0.5) - from + 1) }, (_, i) => ({
      at: place(from + i),
      text: showToken(tokenTexts[from + i], longest),
      kind: 'token' as const,
    }))
  }
  const step = findRoundStep(pixelsBetweenPositions * perPixel)
  const labels: AxisLabel[] = []
  for (let position = Math.ceil(first / step) * step; position < end; position += step)
    labels.push({ at: place(position), text: String(position), kind: 'position' })
  return labels
}

/** White space made visible, long texts cut. */
export function showToken(text: string, longest = 12): string {
  const shown = text.replaceAll('\n', '⏎').replaceAll('\t', '⇥').replaceAll(' ', '·')
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function findRoundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least) ?? 10
  return Math.max(1, factor * power)
}
