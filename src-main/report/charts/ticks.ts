/** Axis ranges and labelled values that a reader can name. */

export interface TickRange {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
}

/**
 * Around positive values on a log axis: decades, with 2 and 5 between them below two decades or so, and more digits
 * below one.
 */
export function computeLogTicks(values: readonly number[]): TickRange {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value))
  if (positive.length === 0) return { low: 1, high: 10, ticks: [1, 10] }
  const low = Math.min(...positive) / PADDING
  const high = Math.max(...positive) * PADDING
  const decades = Math.log10(high / low)
  const digits = decades > 2.2 ? [1] : decades > 1.1 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8]
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const digit of digits) {
      const tick = Number(`${digit}e${power}`)
      if (tick >= low && tick <= high) ticks.push(tick)
    }
  return ticks.length >= 2 ? { low, high, ticks: thin(ticks) } : computeLinearTicks([low, high])
}

/** Around values on a linear axis, in steps of 1, 2 or 5 times a power of ten; from 0 where the values come near it. */
export function computeLinearTicks(values: readonly number[]): TickRange {
  const finite = values.filter(Number.isFinite)
  const lowest = finite.length > 0 ? Math.min(...finite) : 0
  const highest = finite.length > 0 ? Math.max(...finite) : 1
  const start = lowest >= 0 && lowest < 0.4 * highest ? 0 : lowest
  const span = highest - start || Math.abs(highest) || 1
  const step = niceStep(span / 5)
  const below = Math.floor(start / step + ROUNDING)
  const above = Math.max(below + 1, Math.ceil(highest / step - ROUNDING))
  const [low, high] = [round(below * step), round(above * step)]
  const count = Math.round((high - low) / step)
  return { low, high, ticks: Array.from({ length: count + 1 }, (_, i) => round(low + i * step)) }
}

/** Log axes end a little outside the values. */
const PADDING = 1.12
const ROUNDING = 1e-9
const MOST_TICKS = 7

function thin(ticks: readonly number[]): number[] {
  const every = Math.ceil(ticks.length / MOST_TICKS)
  return ticks.filter((_, i) => i % every === 0)
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const digit = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * (1 - ROUNDING)) ?? 10
  return digit * power
}

function round(value: number): number {
  return Number(value.toPrecision(12))
}
