/**
 * Plain RoPE: theta_j = b^(-2j/d) in rad/token [d/2].
 * Source: RoFormer (arXiv 2104.09864), section 3.2.2.
 */
export function computePlainFrequencies(rotaryDimensions: number, ropeBase: number): Float64Array {
  return Float64Array.from(
    { length: rotaryDimensions / 2 },
    (_, j) => ropeBase ** ((-2 * j) / rotaryDimensions),
  )
}
