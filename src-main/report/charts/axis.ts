/** What all axes have in common. */
import type { Axis } from './chartData'
import type { ChartPalette } from './palette'

export const LABEL_SIZE = 11

/** `Context length (tokens)`. */
export function axisTitle({ name, unit }: Axis): string {
  return unit === '' ? name : `${name} (${unit})`
}

export function buildAxisStyle(palette: ChartPalette) {
  const text = { color: palette.mutedInk, fontSize: LABEL_SIZE, fontFamily: palette.fontFamily }
  return {
    nameTextStyle: { ...text, color: palette.ink },
    axisLabel: { ...text, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: palette.rule, width: 1 } },
    axisTick: { show: true, length: 4, lineStyle: { color: palette.rule, width: 1 } },
    splitLine: { show: false },
    minorTick: { show: false },
  }
}

/** 4 significant digits at most, with thin thousands: `2,048`, `0.05`, `1e-6`. */
export function formatTick(value: number): string {
  if (value === 0) return '0'
  const magnitude = Math.abs(value)
  if (magnitude < 1e-3 || magnitude >= 1e7) return value.toExponential(0).replace('e+', 'e')
  const [whole, fraction] = String(Number(value.toPrecision(8))).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
