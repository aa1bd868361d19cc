/**
 * Long-term decay: sum_j cos(m theta'_j) / (d/2) at each distance m [distances.length], in [-1, 1], 1 at m = 0: the mean
 * over pairs of what rotation leaves of the product of two equal vectors. Source: RoFormer (arXiv 2104.09864), section 3.4.3;
 * the same sum as B(m) of Men et al. (arXiv 2405.14591).
 * @param inverseFrequencies rad/token [d/2]
 * @param distances in tokens, in any order
 */
export function computeLongTermDecay(
  inverseFrequencies: Float64Array,
  distances: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(distances, (distance) => {
    let sum = 0
    for (const theta of inverseFrequencies) sum += Math.cos(distance * theta)
    return sum / inverseFrequencies.length
  })
}
