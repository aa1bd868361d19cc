/** Do answers fail where attention leaves the reference pattern? One point per model, extension and length. */
import { computeStatistic, type Statistic } from '../statistics'
import { groupRows, joinKey } from './grouping'
import { correlatePoints, type PointRow } from './pointCorrelation'
import type { PatternRow, RetrievalRow } from './rows'
import type { FindingSettings } from './settings'

/** A point of the scatter: divergence from windows of text, failures from prompts of the same length. */
export interface PassPoint {
  readonly model: string
  readonly extension: string
  readonly contextTokens: number
  readonly divergenceNats: number
  /** 0 .. 1. */
  readonly failureRate: number
  readonly windows: number
  readonly prompts: number
}

export interface PassLink {
  readonly points: readonly PassPoint[]
  /**
   * Spearman's rho of divergence and failure rate over the points beyond the trained length, within each model and then
   * averaged over models. Windows and prompts are resampled, each among their own; `n` counts both.
   */
  readonly correlation: Statistic
}

/** The answers of one task. */
export interface AnsweredTask {
  readonly name: string
  /** The experiment has no other task that asks for answers. */
  readonly isAlone: boolean
  readonly rows: readonly RetrievalRow[]
}

export interface NamedPassLink extends Pick<AnsweredTask, 'name' | 'isAlone'> {
  readonly link: PassLink
}

export function computePassLink(
  rows: readonly PatternRow[],
  answers: readonly RetrievalRow[],
  settings: FindingSettings,
): PassLink {
  const placeOf = (row: PatternRow | RetrievalRow) => joinKey(row.model, row.extension, row.contextTokens)
  const measured = rows.filter(
    ({ divergenceNats, contextTokens, trainedContextTokens }) =>
      divergenceNats !== null && contextTokens > trainedContextTokens,
  )
  const windowsOf = groupRows(measured, placeOf)
  const answersOf = groupRows(answers, placeOf)
  const places = [...windowsOf.keys()].filter((place) => answersOf.has(place))
  const drawn = places.flatMap((place, point) => [
    ...(windowsOf.get(place) ?? []).map((row) => toDrawnRow(point, 'window', row.window, row.divergenceNats)),
    ...(answersOf.get(place) ?? []).map((row) =>
      toDrawnRow(
        point,
        'prompt',
        joinKey(row.contextTokens, row.subtask, row.depthPercent, row.repeat),
        row.passed ? 0 : 1,
      ),
    ),
  ])
  const points = places.flatMap((place): PassPoint[] => {
    const windows = windowsOf.get(place) ?? []
    const prompts = answersOf.get(place) ?? []
    return windows.slice(0, 1).map(({ model, extension, contextTokens }) => ({
      model,
      extension,
      contextTokens,
      divergenceNats:
        windows.reduce((total, { divergenceNats }) => total + (divergenceNats ?? 0), 0) / windows.length,
      failureRate: prompts.filter(({ passed }) => !passed).length / prompts.length,
      windows: windows.length,
      prompts: prompts.length,
    }))
  })
  const modelOfPoint = points.map(({ model }) => model)
  return {
    points,
    correlation: computeStatistic(drawn.length, (weights) => correlatePoints(drawn, modelOfPoint, weights), {
      ...settings,
      unit: 'window or prompt',
      unitOfRow: drawn.map(({ unit }) => unit),
      stratumOfRow: drawn.map(({ kind }) => kind),
    }),
  }
}

interface DrawnRow extends PointRow {
  readonly kind: 'window' | 'prompt'
  readonly unit: string
}

function toDrawnRow(
  point: number,
  kind: DrawnRow['kind'],
  name: string | number,
  value: number | null,
): DrawnRow {
  const axes = kind === 'window' ? { x: value, y: null } : { x: null, y: value }
  return { point, kind, unit: joinKey(kind, name), ...axes }
}
