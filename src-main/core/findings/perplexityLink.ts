/** Does perplexity rise where attention leaves the reference pattern? One point per model, extension and length. */
import { computeStatistic, type Statistic } from '../statistics'
import { groupRows, joinKey } from './grouping'
import { correlatePoints } from './pointCorrelation'
import type { PatternRow } from './rows'
import type { FindingSettings } from './settings'

/** A point of the scatter: means over windows. */
export interface PerplexityPoint {
  readonly model: string
  readonly extension: string
  readonly contextTokens: number
  readonly divergenceNats: number
  /** ln PPL(extension, n) - ln PPL(none, L), nats per token. */
  readonly logPerplexityRise: number
  readonly windows: number
}

export interface PerplexityLink {
  readonly points: readonly PerplexityPoint[]
  /**
   * Spearman's rho of divergence and rise over the points beyond the trained length, within each model and then averaged
   * over models. Points share texts, so windows are resampled; `n` counts rows.
   */
  readonly correlation: Statistic
  /** The same between extensions at one length: divergence and perplexity both rise with the length by themselves. */
  readonly withinLength: Statistic
  /** Lengths beyond the trained one; with one, both correlations are the same. */
  readonly lengths: number
}

export function computePerplexityLink(
  rows: readonly PatternRow[],
  settings: FindingSettings,
): PerplexityLink {
  const scored = rows.flatMap(toScoredRow)
  const groups = [
    ...groupRows(scored, ({ row }) => joinKey(row.model, row.extension, row.contextTokens)).values(),
  ]
  const pointRows = groups.flatMap((group, point) =>
    group.map(({ row, divergenceNats, rise }) => ({ row, point, x: divergenceNats, y: rise })),
  )
  const modelOfPoint = groups.map(([{ row }]) => row.model)
  const lengthOfPoint = groups.map(([{ row }]) => row.contextTokens)
  const correlate = (strata?: readonly number[]) =>
    computeStatistic(
      pointRows.length,
      (weights) => correlatePoints(pointRows, modelOfPoint, weights, strata),
      { ...settings, unit: 'window', unitOfRow: pointRows.map(({ row }) => row.window) },
    )
  const lengths = new Set(lengthOfPoint).size
  const correlation = correlate()
  return {
    points: groups.map((group): PerplexityPoint => {
      const { model, extension, contextTokens } = group[0].row
      return {
        model,
        extension,
        contextTokens,
        divergenceNats: meanOf(group.map(({ divergenceNats }) => divergenceNats)),
        logPerplexityRise: meanOf(group.map(({ rise }) => rise)),
        windows: group.length,
      }
    }),
    correlation,
    withinLength: lengths > 1 ? correlate(lengthOfPoint) : correlation,
    lengths,
  }
}

interface ScoredRow {
  readonly row: PatternRow
  readonly divergenceNats: number
  readonly rise: number
}

function toScoredRow(row: PatternRow): ScoredRow[] {
  const { divergenceNats, meanNllNats, baselineNllNats } = row
  if (row.contextTokens <= row.trainedContextTokens) return []
  if (divergenceNats === null || meanNllNats === null || baselineNllNats === null) return []
  return [{ row, divergenceNats, rise: meanNllNats - baselineNllNats }]
}

function meanOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}
