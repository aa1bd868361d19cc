/**
 * Attention entropy and what follows from it. Logarithms are natural: nats, bits = nats / ln 2.
 * Entropy grows like ln n with the number of keys by itself; compare lengths by the normalised forms.
 */
import { checkRow, type Row } from './row'

/**
 * H(p) = -sum p ln p, with 0 ln 0 = 0.
 *
 * Range 0 .. ln n_q: 0 for a one-hot row and for a row of one key, ln n_q for a uniform row. Higher is more dispersed.
 * Source: Zhong et al. 2025 (arXiv 2406.13282), Algorithm 1, appendix C; the log base is not stated there.
 *
 * @param row p [n_q], sums to 1
 * @returns nats
 * @throws RopewalkError `input.invalid` when the row is no distribution
 */
export function computeEntropyNats(row: Row): number {
  const sum = checkRow(row)
  let total = 0
  for (let k = 0; k < row.length; k++) {
    const weight = row[k] / sum
    if (weight > 0) total -= weight * Math.log(weight)
  }
  return Math.max(0, total)
}

/**
 * H / ln n_q, 0 .. 1; null for one visible key, where it is undefined (leave it out of means).
 * The mean of this ratio over rows is not the ratio of the means.
 */
export function computeNormalizedEntropy(entropyNats: number, visibleKeys: number): number | null {
  return visibleKeys > 1 ? entropyNats / Math.log(visibleKeys) : null
}

/**
 * e^H: how many keys a uniform row of the same entropy would see, 1 .. n_q.
 * Of a mean entropy this is e^(mean H), which is at most the mean of e^H over the rows.
 */
export function computeEffectiveKeys(entropyNats: number): number {
  return Math.exp(entropyNats)
}

/** e^H / n_q: 1 for a uniform row, 1 / n_q for a one-hot row. */
export function computeEffectiveFraction(entropyNats: number, visibleKeys: number): number {
  return Math.exp(entropyNats) / visibleKeys
}

/**
 * Entropy of the row without its first `sinkKeys` keys, renormalised: 0 .. ln(n_q - sinkKeys) nats.
 * Strong attention to the first keys (sinks, arXiv 2309.17453) lowers H; this is H without them.
 *
 * @returns nats; null where no key or no weight is left
 * @throws RopewalkError `input.invalid` when the row is no distribution
 */
export function computeSinkFreeEntropyNats(row: Row, sinkKeys: number): number | null {
  checkRow(row)
  let mass = 0
  for (let k = sinkKeys; k < row.length; k++) mass += row[k]
  if (mass <= 0) return null
  let total = 0
  for (let k = sinkKeys; k < row.length; k++) {
    const weight = row[k] / mass
    if (weight > 0) total -= weight * Math.log(weight)
  }
  return Math.max(0, total)
}
