/** Scores of one RULER task, by subtask and length, and what they come to. */
import type { RulerSubtask, RulerTaskSpec } from '../../contract'
import {
  computeEffectiveLength,
  computeLengthWeightedMean,
  computeMean,
  type LengthScore,
  type Statistic,
} from '../../core/statistics'
import type { ExperimentContents } from '../contents'
import { finishedCellsOf, listContexts, listVariants, type Variant } from './variants'

export interface RulerMeasure {
  readonly variant: Variant
  readonly contextTokens: number
  readonly subtask: RulerSubtask
  /** Mean fraction of references found, 0 .. 1. */
  readonly score: Statistic
  /** Mean tokens of an answer: one that lists everything scores too. */
  readonly answerTokens: number
}

/** One row per variant, length and subtask that has an answer. */
export function computeRulerMeasures(
  { manifest, cells }: ExperimentContents,
  taskIndex: number,
  { subtasks }: RulerTaskSpec,
): RulerMeasure[] {
  return listVariants(manifest).flatMap((variant) => {
    const own = finishedCellsOf(cells, variant).filter((cell) => cell.task === taskIndex)
    return listContexts(manifest).flatMap((contextTokens) =>
      subtasks.flatMap((subtask) => {
        const answers = own.flatMap(({ item, outcome, ...cell }) =>
          cell.contextTokens === contextTokens &&
          item.kind === 'sample' &&
          item.subtask === subtask &&
          outcome.kind === 'answer'
            ? [outcome]
            : [],
        )
        if (answers.length === 0) return []
        const tokens = answers.reduce((total, { answerTokens }) => total + answerTokens.length, 0)
        return {
          variant,
          contextTokens,
          subtask,
          score: computeMean(
            answers.map(({ score }) => score),
            { seed: manifest.spec.seed, unit: 'prompt' },
          ),
          answerTokens: tokens / answers.length,
        }
      }),
    )
  })
}

export interface RulerSummary {
  readonly variant: Variant
  /** Mean over subtasks, for lengths at which every subtask has a score; others would not compare. */
  readonly averages: readonly LengthScore[]
  /** Null where no length reaches the threshold. */
  readonly effectiveTokens: number | null
  readonly risingMean: number | null
  readonly fallingMean: number | null
}

/** One row per variant that has a score. */
export function summarizeRuler(
  measures: readonly RulerMeasure[],
  { subtasks }: RulerTaskSpec,
): RulerSummary[] {
  return [...new Set(measures.map(({ variant }) => variant))].map((variant) => {
    const own = measures.filter((measure) => measure.variant === variant)
    const lengths = [...new Set(own.map(({ contextTokens }) => contextTokens))]
    const averages = lengths.flatMap((contextTokens): LengthScore[] => {
      const scores = own.flatMap((measure) =>
        measure.contextTokens === contextTokens && measure.score.value !== null ? [measure.score.value] : [],
      )
      if (scores.length < subtasks.length) return []
      return [{ contextTokens, score: scores.reduce((sum, score) => sum + score, 0) / scores.length }]
    })
    return {
      variant,
      averages,
      effectiveTokens: computeEffectiveLength(averages),
      risingMean: computeLengthWeightedMean(averages, 'rising'),
      fallingMean: computeLengthWeightedMean(averages, 'falling'),
    }
  })
}
