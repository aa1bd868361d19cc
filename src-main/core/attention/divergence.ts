/** How far two attention distributions lie apart, in nats. Same support in the same order; nothing is smoothed. */
import { RopewalkError } from '../../contract'
import { checkRow, type Row } from './row'

/**
 * Jensen-Shannon divergence: KL(P || M) / 2 + KL(Q || M) / 2 with M = (P + Q) / 2.
 *
 * Range 0 (equal) .. ln 2 = 0.6931 nats (disjoint); symmetric. Averaging distributions before comparing lowers it,
 * and more bins raise it: fix bins and level of averaging within an experiment.
 * Source: Lin 1991, doi 10.1109/18.61115; Zhong et al. 2025 (arXiv 2406.13282), section 3.
 * Computed per entry from s = p + q and d = (p - q) / s as s/4 ((1 + d) ln(1 + d) + (1 - d) ln(1 - d)), which is
 * symmetric to the last bit and loses no digits where p and q are close.
 *
 * @param p distribution [n]; @param q distribution [n]
 * @returns nats
 * @throws RopewalkError `input.invalid` for different lengths or inputs that are no distributions
 */
export function computeJensenShannonNats(p: Row, q: Row): number {
  const { sumP, sumQ } = checkPair(p, q)
  let total = 0
  for (let i = 0; i < p.length; i++) {
    const weightP = p[i] / sumP
    const weightQ = q[i] / sumQ
    const both = weightP + weightQ
    if (both === 0) continue
    const contrast = (weightP - weightQ) / both
    total += (both / 4) * (timesLog1p(contrast) + timesLog1p(-contrast))
  }
  return Math.min(Math.LN2, Math.max(0, total))
}

/** sqrt(JS), a metric: 0 .. sqrt(ln 2) = 0.8326. Source: Endres and Schindelin 2003, doi 10.1109/TIT.2003.813506. */
export function computeJensenShannonDistance(p: Row, q: Row): number {
  return Math.sqrt(computeJensenShannonNats(p, q))
}

/**
 * Kullback-Leibler divergence KL(P || Q) = sum p ln(p / q), 0 ln 0 = 0.
 *
 * Range 0 (equal) .. Infinity, which is the value where Q has no weight and P has; not symmetric.
 *
 * @returns nats
 * @throws RopewalkError `input.invalid` for different lengths or inputs that are no distributions
 */
export function computeKullbackLeiblerNats(p: Row, q: Row): number {
  const { sumP, sumQ } = checkPair(p, q)
  let total = 0
  for (let i = 0; i < p.length; i++) {
    const weightP = p[i] / sumP
    if (weightP > 0) total += weightP * Math.log((weightP * sumQ) / q[i])
  }
  return Math.max(0, total)
}

/**
 * Wasserstein-1 (earth mover's) distance over aligned bins: sum over bin borders of |difference of the cumulated masses|.
 *
 * Unit: bins, 0 .. n - 1. Over the doubling distance bins, 1 means that on average attention sits one doubling of the
 * distance farther away (or nearer). Unlike Jensen-Shannon it tells a near shift from a far one.
 *
 * @throws RopewalkError `input.invalid` for different lengths or inputs that are no distributions
 */
export function computeWassersteinBins(p: Row, q: Row): number {
  const { sumP, sumQ } = checkPair(p, q)
  let moved = 0
  let total = 0
  for (let i = 0; i < p.length - 1; i++) {
    moved += p[i] / sumP - q[i] / sumQ
    total += Math.abs(moved)
  }
  return total
}

/** (1 + d) ln(1 + d), 0 at d = -1. */
function timesLog1p(d: number): number {
  return d <= -1 ? 0 : (1 + d) * Math.log1p(d)
}

function checkPair(p: Row, q: Row): { sumP: number; sumQ: number } {
  if (p.length !== q.length)
    throw new RopewalkError(
      'input.invalid',
      `Distributions over different supports: ${p.length} and ${q.length} entries. ` +
        'Expected the same bins in the same order. Bin both by the same distance edges.',
    )
  return { sumP: checkRow(p), sumQ: checkRow(q) }
}
