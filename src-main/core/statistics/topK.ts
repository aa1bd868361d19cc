/** Do the positives sit among the highest scores of their row or column? Overlap against chance, with a test. */
import { checkFinite, checkSameRows, indexLabels } from './columns'
import { logBinomial } from './combinatorics'
import { checkPermutations, permutationPValue, type PermutationSettings } from './permutation'
import { createRandomSource } from './random'
import type { TestResult } from './statistic'

export interface TopKOverlap {
  /** T: positives among the k highest scores of their stratum, k being its number of positives; null if undefined. */
  readonly overlap: number | null
  /** E[T] = sum of k^2 / N over informative strata. */
  readonly expectedByChance: number | null
  readonly reason: string | null
  /** Positives in informative strata: the largest T possible. */
  readonly positives: number
  readonly strata: number
  /** Strata with both classes; k = 0 and k = N say nothing and are left out. */
  readonly informativeStrata: number
  readonly n: number
  /** One-sided: more overlap than chance. */
  readonly test: TestResult
}

/**
 * T = sum over strata of |the k highest scores and the positives|. Scores tied at the cut count by the share of them
 * that fits above it (expected overlap).
 *
 * Test: positives are shuffled within strata. One informative stratum is exact (hypergeometric; N 10, k 3:
 * P(T >= 2) = 0.183333), several are drawn: p = (1 + #{T* >= T}) / (1 + B).
 *
 * @throws RopewalkError `input.invalid` for unequal lengths, scores that are not finite or bad settings
 */
export function computeTopKOverlap(
  scores: readonly number[],
  positives: readonly boolean[],
  strata: readonly (string | number)[],
  settings: PermutationSettings,
): TopKOverlap {
  checkSameRows(scores, positives, strata)
  checkFinite(scores)
  const permutations = checkPermutations(settings)
  const { indexOfRow, count } = indexLabels(strata)
  const rowsOfStratum = Array.from({ length: count }, (): number[] => [])
  indexOfRow.forEach((stratum, row) => rowsOfStratum[stratum].push(row))
  const informative = rowsOfStratum.map((rows) => rankStratum(rows, scores, positives)).filter(isInformative)
  const counts = { strata: count, informativeStrata: informative.length, n: scores.length }
  const test = {
    n: scores.length,
    alternative: 'greater',
    method: 'exact',
    permutations: null,
    seed: null,
  } as const

  if (informative.length === 0) {
    const reason = count > 1 ? 'no stratum holds both outcomes' : 'only one outcome occurs'
    const untested = { ...test, pValue: null, reason }
    return { overlap: null, expectedByChance: null, reason, positives: 0, ...counts, test: untested }
  }
  const overlap = sum(informative.map((stratum) => stratum.overlap))
  const result = {
    overlap,
    expectedByChance: sum(informative.map(({ k, shares }) => (k * k) / shares.length)),
    reason: null,
    positives: sum(informative.map(({ k }) => k)),
    ...counts,
  }
  if (informative.length === 1)
    return { ...result, test: { ...test, pValue: exactUpperTail(informative[0]), reason: null } }
  const atLeast = countShuffles(informative, overlap, permutations, settings.seed)
  const pValue = permutationPValue(atLeast, permutations)
  const drawn = { method: 'monte-carlo', permutations, seed: settings.seed } as const
  return { ...result, test: { ...test, ...drawn, pValue, reason: null } }
}

interface RankedStratum {
  /** Number of positives, and so of scores above the cut. */
  readonly k: number
  /** How much of each row lies above the cut: 1, 0, or a share where scores tie at it [N]. */
  readonly shares: Float64Array
  readonly overlap: number
}

/** Sums of shares may differ in the last digits when added in another order. */
const ROUNDING = 1e-9

function rankStratum(
  rows: readonly number[],
  scores: readonly number[],
  positives: readonly boolean[],
): RankedStratum {
  const k = rows.filter((row) => positives[row]).length
  const falling = rows.map((row) => scores[row]).sort((a, b) => b - a)
  const cut = k > 0 ? falling[k - 1] : Infinity
  const above = falling.filter((score) => score > cut).length
  const tied = falling.filter((score) => score === cut).length
  const shareAtCut = tied > 0 ? (k - above) / tied : 0
  const shares = Float64Array.from(rows, (row) => {
    if (scores[row] === cut) return shareAtCut
    return scores[row] > cut ? 1 : 0
  })
  const overlap = sum(rows.map((row, i) => (positives[row] ? shares[i] : 0)))
  return { k, shares, overlap }
}

function isInformative(stratum: RankedStratum): boolean {
  return stratum.k > 0 && stratum.k < stratum.shares.length
}

/** P(T* >= T) for one stratum: k of N rows are drawn, `full` of which count 1 and `tied` a share. */
function exactUpperTail({ k, shares, overlap }: RankedStratum): number {
  const total = shares.length
  const full = shares.filter((share) => share === 1).length
  const partial = shares.filter((share) => share > 0 && share < 1)
  const share = partial.length > 0 ? partial[0] : 0
  const none = total - full - partial.length
  let tail = 0
  for (let a = 0; a <= Math.min(k, full); a++)
    for (let t = 0; t <= Math.min(k - a, partial.length); t++)
      if (a + t * share >= overlap - ROUNDING)
        tail += Math.exp(
          logBinomial(full, a) +
            logBinomial(partial.length, t) +
            logBinomial(none, k - a - t) -
            logBinomial(total, k),
        )
  return Math.min(1, tail)
}

/** How many shuffles within strata reach the overlap. */
function countShuffles(
  strata: readonly RankedStratum[],
  overlap: number,
  permutations: number,
  seed: number,
): number {
  const random = createRandomSource(seed)
  const pools = strata.map(({ shares }) => Float64Array.from(shares))
  let atLeast = 0
  for (let permutation = 0; permutation < permutations; permutation++) {
    let drawn = 0
    strata.forEach(({ k }, stratum) => {
      const pool = pools[stratum]
      for (let i = 0; i < k; i++) {
        const other = i + random.nextBelow(pool.length - i)
        const share = pool[other]
        pool[other] = pool[i]
        pool[i] = share
        drawn += share
      }
    })
    if (drawn >= overlap - ROUNDING) atLeast++
  }
  return atLeast
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
