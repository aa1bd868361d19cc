/** Colour-blind-safe colour tables of 256 steps. */
import { interpolateCividis, interpolatePuOr, interpolateViridis } from 'd3-scale-chromatic'

export const paletteNames = ['viridis', 'cividis'] as const
export type PaletteName = (typeof paletteNames)[number]

/** Packed as ImageData wants it, alpha in the highest byte [256]. */
export type ColorTable = Uint32Array

const steps = 256

/** Diverging: purple where the first is greater, orange where the second is. */
export const differencePalette = 'PuOr'

export function findColors(name: PaletteName | typeof differencePalette): ColorTable {
  return (tables[name] ??= buildTable(interpolators[name]))
}

/** CSS colour of a place 0 .. 1. */
export function toCssColor(table: ColorTable, place: number): string {
  const packed = table[toStep(place)]
  return `rgb(${packed & 255} ${(packed >> 8) & 255} ${(packed >> 16) & 255})`
}

/** Black or white, whichever stands out more: a contrast of 4.5 or better on every colour. */
export function toInk(table: ColorTable, place: number): 'black' | 'white' {
  const packed = table[toStep(place)]
  const linear = (shift: number) => {
    const channel = ((packed >> shift) & 255) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }
  const luminance = 0.2126 * linear(0) + 0.7152 * linear(8) + 0.0722 * linear(16)
  return luminance > 0.179 ? 'black' : 'white'
}

export function toStep(place: number): number {
  return Math.max(0, Math.min(steps - 1, Math.round(place * (steps - 1))))
}

const interpolators = {
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  [differencePalette]: interpolatePuOr,
}
const tables: Partial<Record<keyof typeof interpolators, ColorTable>> = {}

function buildTable(interpolate: (place: number) => string): ColorTable {
  return Uint32Array.from({ length: steps }, (_, step) => {
    const [red, green, blue] = readColor(interpolate(step / (steps - 1)))
    return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0
  })
}

/** `#rrggbb` or `rgb(r, g, b)`, the two forms the interpolators write. */
function readColor(css: string): [number, number, number] {
  if (css.startsWith('#')) {
    const packed = parseInt(css.slice(1), 16)
    return [(packed >> 16) & 255, (packed >> 8) & 255, packed & 255]
  }
  const [red, green, blue] = css.match(/\d+/g)?.map(Number) ?? []
  return [red, green, blue]
}
