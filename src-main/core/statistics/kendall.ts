/** How far an order of labels is from an expected one. */
export interface KendallDistance {
  /** Share of the compared pairs that stand the other way round, 0 (same order) .. 1 (reversed). */
  readonly value: number | null
  readonly reason: string | null
  /** Pairs the other way round; a pair that ties in the observed order counts 1/2. */
  readonly discordantPairs: number
  /** Pairs that the expected order tells apart and both orders contain. */
  readonly comparedPairs: number
}

/**
 * Kendall distance between an expected order and observed values, over the pairs that the expected order tells apart
 * (Kendall 1938; ties as half, Fagin et al. 2006, K with penalty 1/2).
 *
 * @param expected tiers in rising order; labels of one tier are not compared, e.g. [['none'], ['yarn', 'ntk'], ['linear']]
 * @param observed value per label; labels that are not expected are left out
 */
export function computeKendallDistance(
  expected: readonly (readonly string[])[],
  observed: ReadonlyMap<string, number>,
): KendallDistance {
  const labels = expected.flatMap((tier, rank) => tier.map((label) => ({ label, rank })))
  const placed = labels.flatMap(({ label, rank }) => {
    const value = observed.get(label)
    return value === undefined ? [] : [{ rank, value }]
  })
  let discordantPairs = 0
  let comparedPairs = 0
  placed.forEach((low, i) => {
    for (const high of placed.slice(i + 1)) {
      if (low.rank === high.rank) continue
      comparedPairs++
      if (low.value > high.value) discordantPairs++
      else if (low.value === high.value) discordantPairs += 0.5
    }
  })
  if (comparedPairs === 0)
    return { value: null, reason: 'no pair to compare', discordantPairs, comparedPairs }
  return { value: discordantPairs / comparedPairs, reason: null, discordantPairs, comparedPairs }
}
