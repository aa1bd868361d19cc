/** What stands under an exported map: one line on what it shows, and its colours with the values at their ends. */
import { toCssColor, type ColorTable } from './palette'
import type { Rectangle } from './scene'

export interface FigureKey {
  readonly caption: string
  readonly colors: ColorTable
  readonly low: string
  readonly high: string
  /** Greater values stand at the other end of the table. */
  readonly reversed?: boolean
}

/** CSS pixels that the key needs below the map. */
export const keyHeight = 56
export const keyTextPixels = 11
const bar = { top: 24, width: 160, height: 9 } as const
const swatches = 64

export interface KeyLayout {
  readonly texts: readonly {
    readonly x: number
    readonly y: number
    readonly text: string
    readonly anchor: 'start' | 'end'
  }[]
  readonly swatches: readonly (Rectangle & { readonly color: string })[]
}

/** @param x left edge of the plot @param top where the map's figure ends, CSS pixels */
export function layOutKey(
  { caption, colors, low, high, reversed = false }: FigureKey,
  x: number,
  top: number,
): KeyLayout {
  const width = bar.width / swatches
  const y = top + bar.top
  const under = y + bar.height + 13
  return {
    texts: [
      { x, y: top + 15, text: caption, anchor: 'start' },
      { x, y: under, text: low, anchor: 'start' },
      { x: x + bar.width, y: under, text: high, anchor: 'end' },
    ],
    swatches: Array.from({ length: swatches }, (_, i) => {
      const place = i / (swatches - 1)
      const color = toCssColor(colors, reversed ? 1 - place : place)
      return { x: x + i * width, y, width, height: bar.height, color }
    }),
  }
}
