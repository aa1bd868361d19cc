/** From the NLL of single tokens to the numbers a perplexity cell keeps. */
import { InvariantError } from '../../contract'
import type { PerplexityOutcome, PerplexityTaskSpec, PositionBucket } from '../../contract'
import type { ScoringWindow } from '../ports'

/**
 * Perplexity is exp of the mean NLL in nats; cells keep sums, so that means over cells stay exact.
 *
 * @param nllNats per window, NLL of the tokens of its score span
 */
export function scorePerplexity(
  windows: readonly ScoringWindow[],
  nllNats: readonly Float64Array[],
  { weighting, protocol, lastTokens }: Pick<PerplexityTaskSpec, 'weighting' | 'protocol' | 'lastTokens'>,
): PerplexityOutcome {
  checkLengths(windows, nllNats)
  const all = nllNats.flatMap((window) => [...window])
  const sumNllNats = sum(all)
  const last = all.slice(-lastTokens)
  return {
    kind: 'perplexity',
    scoredTokens: all.length,
    sumNllNats,
    sumSquaredNllNats: sum(all.map((nll) => nll * nll)),
    meanNllNats:
      protocol === 'sliding-window' && weighting === 'window'
        ? sum(nllNats.map((window) => sum(window) / window.length)) / nllNats.length
        : sumNllNats / all.length,
    positionBuckets: sumByPosition(windows, nllNats),
    lastTokens: { count: last.length, sumNats: sum(last) },
  }
}

function checkLengths(windows: readonly ScoringWindow[], nllNats: readonly Float64Array[]): void {
  const matching =
    windows.length === nllNats.length &&
    windows.every(({ score }, i) => nllNats[i].length === score.end - score.first)
  if (!matching) throw new InvariantError('The engine scored other tokens than it was asked for.')
}

/** Buckets [1, 2), [2, 4), [4, 8), ... of the position in the window; empty ones are left out. */
function sumByPosition(
  windows: readonly ScoringWindow[],
  nllNats: readonly Float64Array[],
): readonly PositionBucket[] {
  const buckets: { first: number; end: number; count: number; sumNats: number }[] = []
  windows.forEach(({ score }, window) => {
    nllNats[window].forEach((nll, i) => {
      const log2 = 31 - Math.clz32(score.first + i)
      const bucket = (buckets[log2] ??= { first: 2 ** log2, end: 2 ** (log2 + 1), count: 0, sumNats: 0 })
      bucket.count++
      bucket.sumNats += nll
    })
  })
  return buckets.filter((bucket) => bucket !== undefined)
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
