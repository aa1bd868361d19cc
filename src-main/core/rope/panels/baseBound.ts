/**
 * The base bound of Men et al. (arXiv 2405.14591): B(m) = sum_j cos(m theta'_j) is how much more attention a
 * similar key at distance m gets than a random one, and L_theta the length over which that stays >= 0.
 */
import { RotationSweep } from './rotationSweep'

/** B(m) for m = 0 .. count - 1 [count]; B(0) = d/2, always in [-d/2, d/2]. */
export function computeBaseBoundCurve(inverseFrequencies: Float64Array, count: number): Float64Array {
  const sweep = new RotationSweep(inverseFrequencies)
  return Float64Array.from({ length: count }, () => {
    const value = sweep.cosineSum
    sweep.advance()
    return value
  })
}

/**
 * L_theta in tokens: the largest integer m with B >= 0 on 0 .. m; null where B stays >= 0 up to `limitTokens`. Strict over
 * every integer, so it is not monotone in the base. Takes limitTokens d/2 steps at most: 0.1 s for 128K tokens.
 * @param inverseFrequencies rad/token [d/2]
 */
export function computeBaseBoundTokens(inverseFrequencies: Float64Array, limitTokens: number): number | null {
  const sweep = new RotationSweep(inverseFrequencies)
  for (let m = 0; m <= limitTokens; m++) {
    if (sweep.cosineSum < 0) return m - 1
    sweep.advance()
  }
  return null
}
