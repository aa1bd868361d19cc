/** lambda_j = 2 pi / theta_j in tokens [d/2]; Infinity where a pair does not rotate. */
export function computeWavelengths(inverseFrequencies: Float64Array): Float64Array {
  return inverseFrequencies.map((theta) => (2 * Math.PI) / theta)
}

/** r_j = L theta_j / 2 pi, turns over L tokens [d/2]. */
export function computeRotations(inverseFrequencies: Float64Array, contextTokens: number): Float64Array {
  return inverseFrequencies.map((theta) => (contextTokens * theta) / (2 * Math.PI))
}
