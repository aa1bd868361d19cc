import type { RotaryGeometry } from '../../../contract'
import { computePlainFrequencies } from '../plainFrequencies'

/** theta_j / theta'_j [d/2]: 1 is unchanged, s full interpolation, Infinity a pair that does not rotate. */
export function computeDivisors(inverseFrequencies: Float64Array, geometry: RotaryGeometry): Float64Array {
  return computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase).map(
    (theta, j) => theta / inverseFrequencies[j],
  )
}
