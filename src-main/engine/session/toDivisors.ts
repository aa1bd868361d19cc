/** A table of frequencies as what llama.cpp's ROPE op takes: divisors of the plain frequencies. */
import type { RotaryGeometry, RotaryTable } from '../../contract'
import { computePlainFrequencies } from '../../core/rope'

/**
 * theta_j / inverseFrequency_j [d/2], dimensionless; 1 leaves a pair unchanged, s interpolates it fully. A pair that does not
 * rotate, or turns less than a divisor of 1e30 lets it, has 1e30: the op divides by it, so infinity is not needed and a
 * finite value keeps cos and sin exact.
 * Source: science.md, conventions; ggml `ggml/src/ggml-cpu/ops.cpp` (`rope_yarn`, `freq_factors`).
 */
export function toDivisors(table: RotaryTable, geometry: RotaryGeometry): Float32Array {
  const plain = computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase)
  return Float32Array.from(plain, (theta, pair) => {
    const inverseFrequency = table.inverseFrequencies[pair]
    return Math.min(theta / inverseFrequency, stillPairDivisor)
  })
}

const stillPairDivisor = 1e30
