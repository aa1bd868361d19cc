/** Drawing a curve: frequencies as divisors of the plain ones, one handle per pair, on a logarithmic scale. */
import type { RotaryGeometry } from '@contract'
import { computePlainFrequencies } from '@core/rope'

/** Divisors theta_j / theta'_j that can be drawn; 1 is plain RoPE. */
export const divisorRange = { low: 0.5, high: 64 } as const

/** Pairs that do not rotate start at the highest divisor that can be drawn. */
export function toDivisors(inverseFrequencies: Float64Array, geometry: RotaryGeometry): number[] {
  return Array.from(computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase), (theta, pair) =>
    clamp(theta / inverseFrequencies[pair]),
  )
}

/** The table of a `custom` extension. */
export function toCurveTable(
  divisors: readonly number[],
  attentionFactor: number,
  geometry: RotaryGeometry,
): { inverseFrequencies: number[]; attentionFactor: number } {
  const plain = computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase)
  const inverseFrequencies = divisors.map((divisor, pair) => plain[pair] / divisor)
  return { inverseFrequencies, attentionFactor }
}

/**
 * One pair moved to `divisor`; its neighbours follow by a raised cosine, on the logarithmic scale.
 * @param reach pairs to either side that follow; 0 moves one alone
 */
export function movePair(
  divisors: readonly number[],
  pair: number,
  divisor: number,
  reach: number,
): number[] {
  const shift = Math.log(clamp(divisor)) - Math.log(divisors[pair])
  return divisors.map((old, other) => {
    const distance = Math.abs(other - pair)
    if (distance > reach) return old
    const weight = (1 + Math.cos((Math.PI * distance) / (reach + 1))) / 2
    return clamp(old * Math.exp(shift * weight))
  })
}

/** Place on the scale, 0 at the low end and 1 at the high end. */
export function toHeight(divisor: number): number {
  const { low, high } = divisorRange
  return Math.log(divisor / low) / Math.log(high / low)
}

export function fromHeight(height: number): number {
  const { low, high } = divisorRange
  return clamp(low * (high / low) ** height)
}

function clamp(divisor: number): number {
  return Math.min(divisorRange.high, Math.max(divisorRange.low, divisor))
}
