/**
 * Divergence of attention patterns of many heads. What is averaged first decides the number: averaging distributions
 * before comparing them lowers Jensen-Shannon, which is convex.
 * Source: Zhong et al. 2025 (arXiv 2406.13282), table 1, whose 10,240 samples are one per sequence, layer and head.
 */
import { RopewalkError } from '../../contract'
import { computeJensenShannonNats } from './divergence'

/** One distribution per layer and head over the same bins, e.g. by distance or by key position. */
export interface HeadRows {
  /** Layers times heads. */
  readonly heads: number
  readonly bins: number
  /** [heads, bins], row-major; each row sums to 1. */
  readonly mass: ArrayLike<number>
}

/**
 * Mean over heads of JS(P_h, Q_h): one sequence of the paper's default level. 0 .. ln 2 nats.
 * The one with fewer bins has no mass in the others, as a shorter text has at far distances.
 *
 * @throws RopewalkError `input.invalid` for different numbers of heads or rows that are no distributions
 */
export function computeMeanHeadDivergenceNats(p: HeadRows, q: HeadRows): number {
  if (p.heads !== q.heads || p.heads === 0)
    throw new RopewalkError(
      'input.invalid',
      `Patterns of different heads: ${p.heads} and ${q.heads}. Expected one row per head in both, and at least one. ` +
        'Compare models of one shape.',
    )
  const bins = Math.max(p.bins, q.bins)
  const [rowOfP, rowOfQ] = [new Float64Array(bins), new Float64Array(bins)]
  let total = 0
  for (let head = 0; head < p.heads; head++) {
    copyRow(p, head, rowOfP)
    copyRow(q, head, rowOfQ)
    total += computeJensenShannonNats(rowOfP, rowOfQ)
  }
  return total / p.heads
}

/**
 * Mean of patterns by weight [patterns]; weights count windows, so those of a resample are whole numbers.
 *
 * @throws RopewalkError `input.invalid` for patterns of different shapes or weights that sum to 0
 */
export function averagePatterns(patterns: readonly HeadRows[], weights: ArrayLike<number>): HeadRows {
  const total = patterns.reduce((sum, _, i) => sum + weights[i], 0)
  const [first] = patterns
  if (!(total > 0) || patterns.some(({ heads, bins }) => heads !== first.heads || bins !== first.bins))
    throw new RopewalkError(
      'input.invalid',
      `Patterns that cannot be averaged: ${patterns.length} of weight ${total}. ` +
        'Expected at least one, all of the same heads and bins. Average within one length.',
    )
  const mass = new Float64Array(first.heads * first.bins)
  patterns.forEach((pattern, i) => {
    const share = weights[i] / total
    if (share > 0) for (let k = 0; k < mass.length; k++) mass[k] += share * pattern.mass[k]
  })
  return { heads: first.heads, bins: first.bins, mass }
}

/** The grand mean: one row, the mean over heads [1, bins]. */
export function averageHeads({ heads, bins, mass }: HeadRows): HeadRows {
  const mean = new Float64Array(bins)
  for (let i = 0; i < heads * bins; i++) mean[i % bins] += mass[i] / heads
  return { heads: 1, bins, mass: mean }
}

/** Row of a head [bins] into the front of another; what lies behind it there has no mass and is left alone. */
function copyRow({ bins, mass }: HeadRows, head: number, row: Float64Array): void {
  for (let bin = 0; bin < bins; bin++) row[bin] = mass[head * bins + bin]
}
