/** Attention entropy while reading text: observed queries of perplexity cells, mean over layers and heads. */
import { computeMean, type Statistic } from '../../core/statistics'
import type { ExperimentContents } from '../contents'
import { finishedCellsOf, listContexts, listVariants, type Variant } from './variants'

export interface ReadingEntropyMeasure {
  readonly variant: Variant
  readonly contextTokens: number
  readonly windows: number
  readonly entropyNats: Statistic
  readonly normalizedEntropy: number | null
  readonly firstTokenMass: number
  readonly localMass: number
}

/** One row per variant and length of one perplexity task. */
export function computeReadingEntropy(
  contents: ExperimentContents,
  taskIndex: number,
): ReadingEntropyMeasure[] {
  const { manifest, cells } = contents
  return listVariants(manifest).flatMap((variant) => {
    const own = finishedCellsOf(cells, variant).filter(
      ({ task, outcome }) => task === taskIndex && outcome.kind === 'perplexity',
    )
    return listContexts(manifest).flatMap((contextTokens) => {
      const observed = own
        .filter((cell) => cell.contextTokens === contextTokens)
        .map(({ observation }) => observation)
      if (observed.length === 0) return []
      const design = { seed: manifest.spec.seed, unit: 'window' }
      const normalized = observed.flatMap(({ meanNormalizedEntropy }) => meanNormalizedEntropy ?? [])
      return [
        {
          variant,
          contextTokens,
          windows: observed.length,
          entropyNats: computeMean(
            observed.map(({ meanEntropyNats }) => meanEntropyNats),
            design,
          ),
          normalizedEntropy: computeMean(normalized, null).value,
          firstTokenMass: mean(observed.map(({ firstTokenMass }) => firstTokenMass)),
          localMass: mean(observed.map(({ localMass }) => localMass)),
        },
      ]
    })
  })
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}
