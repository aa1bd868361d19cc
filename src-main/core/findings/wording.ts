/** Numbers and phrases of the generated sentences, in one style. */
import type { Statistic } from '../statistics'

/** At most so many decimals, without trailing zeros and without a negative zero: 0.5, 11.2, 0. */
export function formatDecimal(value: number, decimals: number): string {
  return String(Number(formatFixed(value, decimals)))
}

/** Decimals that the size of a number asks for, or its interval: one that is narrow is at least two of the last digit wide. */
function decimalsOf({ value, interval }: Statistic): number {
  const decimals = decimalsOfSize(
    Math.max(...[value, interval?.low, interval?.high].map((end) => Math.abs(end ?? 0))),
  )
  const width = interval === null ? 0 : interval.high - interval.low
  return width < ROUNDING
    ? decimals
    : Math.max(decimals, Math.min(MOST_DECIMALS, Math.ceil(Math.log10(2 / width))))
}

/** An interval as narrow as this is a point. */
const ROUNDING = 1e-9
const MOST_DECIMALS = 4

/** Three digits for nats and rates; none behind the point from 10 on, for percentage points. */
function decimalsOfSize(largest: number): number {
  if (largest >= 10) return 0
  if (largest === 0 || largest >= 0.1) return 2
  return largest >= 0.01 ? 3 : MOST_DECIMALS
}

/** `0.12 nats`; call only where there is a value. */
export function describeValue(statistic: Statistic, unit: string): string {
  return formatFixed(statistic.value ?? NaN, decimalsOf(statistic)) + unit
}

/** `95% interval 0.10 to 0.15 nats`, or why there is none. */
export function describeInterval(statistic: Statistic, unit: string): string {
  const { interval } = statistic
  if (interval === null) return `no interval, ${statistic.intervalReason ?? 'none was asked for'}`
  const decimals = decimalsOf(statistic)
  const ends = `${formatFixed(interval.low, decimals)} to ${formatFixed(interval.high, decimals)}`
  return `${formatDecimal(interval.level * 100, 1)}% interval ${ends}${unit}`
}

/** `35 percentage points` for a difference of rates 0.35. */
export function toPercentagePoints(statistic: Statistic): Statistic {
  const { interval } = statistic
  return {
    ...statistic,
    value: statistic.value === null ? null : 100 * statistic.value,
    interval: interval === null ? null : { ...interval, low: 100 * interval.low, high: 100 * interval.high },
  }
}

/** The same difference the other way round. */
export function flipSign(statistic: Statistic): Statistic {
  const { interval } = statistic
  return {
    ...statistic,
    value: statistic.value === null ? null : -statistic.value,
    interval: interval === null ? null : { ...interval, low: -interval.high, high: -interval.low },
  }
}

export function formatPercent(rate: number): string {
  return `${Math.round(100 * rate)}%`
}

/** `p = 0.47`, `p = 0.003`, `p < 0.001`. */
export function formatPValue(pValue: number): string {
  if (pValue < 0.001) return 'p < 0.001'
  return `p = ${pValue.toFixed(pValue < 0.1 ? 3 : 2)}`
}

/** `1 window`, `1,800 windows`. */
export function formatCount(count: number, singular: string): string {
  return `${count.toLocaleString('en-US')} ${singular}${count === 1 ? '' : 's'}`
}

function formatFixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? text.replace('-', '') : text
}
