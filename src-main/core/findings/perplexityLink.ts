/** Does perplexity rise where attention leaves the reference pattern? One point per model, extension and length. */
import { computeStatistic, createSpearmanEvaluate, type Statistic } from '../statistics'
import { groupRows, joinKey } from './grouping'
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
}

export function computePerplexityLink(
  rows: readonly PatternRow[],
  settings: FindingSettings,
): PerplexityLink {
  const scored = rows.flatMap(toScoredRow)
  const groups = [
    ...groupRows(scored, ({ row }) => joinKey(row.model, row.extension, row.contextTokens)).values(),
  ]
  const points = groups.map((group): PerplexityPoint => {
    const { model, extension, contextTokens } = group[0].row
    return {
      model,
      extension,
      contextTokens,
      divergenceNats: meanOf(group.map(({ divergenceNats }) => divergenceNats)),
      logPerplexityRise: meanOf(group.map(({ rise }) => rise)),
      windows: group.length,
    }
  })
  const pointOf = new Map(groups.flatMap((group, point) => group.map((row) => [row, point])))
  const pointOfRow = scored.map((row) => pointOf.get(row) ?? 0)
  const modelOfPoint = points.map(({ model }) => model)
  const correlation = computeStatistic(
    scored.length,
    (weights) => correlatePoints(scored, pointOfRow, modelOfPoint, weights),
    { ...settings, unit: 'window', unitOfRow: scored.map(({ row }) => row.window) },
  )
  return { points, correlation }
}

interface ScoredRow {
  readonly row: PatternRow
  readonly divergenceNats: number
  readonly rise: number
}

/** A rank correlation of three points is +-1 or +-1/2: it says nothing. */
const FEWEST_POINTS = 4

function toScoredRow(row: PatternRow): ScoredRow[] {
  const { divergenceNats, meanNllNats, baselineNllNats } = row
  if (row.contextTokens <= row.trainedContextTokens) return []
  if (divergenceNats === null || meanNllNats === null || baselineNllNats === null) return []
  return [{ row, divergenceNats, rise: meanNllNats - baselineNllNats }]
}

/** Mean over models of rho over the points of the model; points without a drawn window drop out. */
function correlatePoints(
  scored: readonly ScoredRow[],
  pointOfRow: readonly number[],
  modelOfPoint: readonly string[],
  weights: ArrayLike<number>,
): number | string {
  const count = new Float64Array(modelOfPoint.length)
  const divergence = new Float64Array(modelOfPoint.length)
  const rise = new Float64Array(modelOfPoint.length)
  scored.forEach((row, i) => {
    count[pointOfRow[i]] += weights[i]
    divergence[pointOfRow[i]] += weights[i] * row.divergenceNats
    rise[pointOfRow[i]] += weights[i] * row.rise
  })
  let total = 0
  let models = 0
  let reason = 'no length beyond the trained one has both divergence and perplexity'
  for (const model of new Set(modelOfPoint)) {
    const points = modelOfPoint.flatMap((name, point) => (name === model && count[point] > 0 ? [point] : []))
    const rho = correlateMeans(
      points.map((point) => divergence[point] / count[point]),
      points.map((point) => rise[point] / count[point]),
    )
    if (typeof rho === 'string') reason = rho
    else {
      total += rho
      models++
    }
  }
  return models > 0 ? total / models : reason
}

function correlateMeans(x: readonly number[], y: readonly number[]): number | string {
  if (x.length < FEWEST_POINTS)
    return `${x.length} points of extension and length beyond the trained one: a correlation needs at least ${FEWEST_POINTS}`
  return createSpearmanEvaluate(x, y)(new Int32Array(x.length).fill(1))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}
