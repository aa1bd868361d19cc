/** Perplexity of every variant at every length, for one perplexity task. */
import type { FinishedCell, PerplexityOutcome, PerplexityTaskSpec } from '../../contract'
import { computeStatistic, type Statistic } from '../../core/statistics'
import type { ExperimentContents } from '../contents'
import { finishedCellsOf, listContexts, listVariants, type Variant } from './variants'

export interface PerplexityMeasure {
  readonly variant: Variant
  readonly contextTokens: number
  readonly windows: number
  /** exp of the mean NLL, with the interval over windows. */
  readonly perplexity: Statistic
  /** exp of the mean NLL of the last tokens of each window; null where none were kept. */
  readonly lastTokensPerplexity: number | null
}

/** One row per variant and length that has at least one finished window. */
export function computePerplexityMeasures(
  contents: ExperimentContents,
  taskIndex: number,
  task: PerplexityTaskSpec,
): PerplexityMeasure[] {
  const { manifest, cells } = contents
  return listVariants(manifest).flatMap((variant) => {
    const own = finishedCellsOf(cells, variant).filter((cell) => cell.task === taskIndex)
    return listContexts(manifest).flatMap((contextTokens) => {
      const outcomes = own.filter((cell) => cell.contextTokens === contextTokens).flatMap(toOutcome)
      if (outcomes.length === 0) return []
      const perplexity = computePerplexity(outcomes, task, manifest.spec.seed)
      const lastTokensPerplexity = computeLastTokensPerplexity(outcomes)
      return [{ variant, contextTokens, windows: outcomes.length, perplexity, lastTokensPerplexity }]
    })
  })
}

/**
 * Full windows count the same; half windows and token-weighted sliding windows count by their scored tokens
 * (docs/protocols.md). Windows are resampled; the interval of a mean is carried through exp, which is monotone.
 */
function computePerplexity(
  outcomes: readonly PerplexityOutcome[],
  task: PerplexityTaskSpec,
  seed: number,
): Statistic {
  const byToken =
    task.protocol === 'half-window' || (task.protocol === 'sliding-window' && task.weighting === 'token')
  return computeStatistic(
    outcomes.length,
    (weights) => {
      let total = 0
      let count = 0
      outcomes.forEach((outcome, window) => {
        const size = weights[window] * (byToken ? outcome.scoredTokens : 1)
        total += size * outcome.meanNllNats
        count += size
      })
      return count > 0 ? Math.exp(total / count) : 'no tokens were scored'
    },
    { seed, unit: 'window' },
  )
}

function computeLastTokensPerplexity(outcomes: readonly PerplexityOutcome[]): number | null {
  const count = outcomes.reduce((total, outcome) => total + outcome.lastTokens.count, 0)
  const sum = outcomes.reduce((total, outcome) => total + outcome.lastTokens.sumNats, 0)
  return count > 0 ? Math.exp(sum / count) : null
}

function toOutcome(cell: FinishedCell): PerplexityOutcome[] {
  return cell.outcome.kind === 'perplexity' ? [cell.outcome] : []
}
