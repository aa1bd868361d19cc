/** Two checkpoints on the same prompts or windows: entropy, NLL and passes, in pairs. */
import {
  computeMcNemarTest,
  computePairedDifference,
  computeProportion,
  type McNemarResult,
  type ResamplingDesign,
  type Statistic,
} from '../statistics'
import { joinKey } from './grouping'
import type { CheckpointRow } from './rows'
import type { FindingSettings } from './settings'

/** Differences are `to` minus `from`. */
export interface CheckpointComparison {
  readonly from: string
  readonly to: string
  /** Null: all long lengths. */
  readonly contextTokens: number | null
  /** What is resampled. */
  readonly unit: CheckpointRow['unit']
  /** Distinct units that both checkpoints have, and their lengths: a prompt has one, a window may have several. */
  readonly units: number
  readonly lengths: number
  /** A unit at a length, of both checkpoints. */
  readonly pairs: number
  readonly entropyNats: Statistic
  readonly entropyChange: EntropyChange
  readonly meanNllNats: Statistic
  /** Difference of pass rates, -1 .. 1. */
  readonly passRate: Statistic
  /** Pass rate of each, over the pairs. */
  readonly passes: { readonly from: Statistic; readonly to: Statistic }
  readonly mcnemar: McNemarResult
}

/** `no-change`: the whole interval is within the margin. `unclear`: neither that nor on one side of 0. */
export type EntropyChange = 'lower' | 'higher' | 'no-change' | 'unclear'

interface ComparisonRequest {
  readonly from: string
  readonly to: string
  readonly contextTokens: number | null
  readonly entropyMarginNats: number
  readonly settings: FindingSettings
}

/**
 * Pairs by length, depth and repeat. Prompts are resampled within lengths; windows with all their lengths, which end in the
 * same text.
 *
 * @param rows of both checkpoints, at the lengths to compare
 */
export function compareCheckpoints(
  rows: readonly CheckpointRow[],
  request: ComparisonRequest,
): CheckpointComparison {
  const { from, to, contextTokens, settings } = request
  const pairs = pairRows(rows, from, to)
  const entropyNats = computeDifference(pairs, (row) => row.entropyNats, settings)
  const judged = keepDefined(pairs, (row) => row.passed)
  const passedFrom = judged.map(({ from: passed }) => passed)
  const passedTo = judged.map(({ to: passed }) => passed)
  const rateOf = (passed: readonly boolean[]) =>
    computeProportion(passed.filter((each) => each).length, passed.length, 'prompt', settings.level)
  return {
    from,
    to,
    contextTokens,
    unit: rows.some(({ unit }) => unit === 'window') ? 'window' : 'prompt',
    units: new Set(pairs.map(nameUnit)).size,
    lengths: new Set(pairs.map(({ contextTokens: tokens }) => tokens)).size,
    pairs: pairs.length,
    entropyNats,
    entropyChange: classifyChange(entropyNats, request.entropyMarginNats),
    meanNllNats: computeDifference(pairs, (row) => row.meanNllNats, settings),
    passRate: computeDifference(pairs, (row) => (row.passed === null ? null : Number(row.passed)), settings),
    passes: { from: rateOf(passedFrom), to: rateOf(passedTo) },
    mcnemar: computeMcNemarTest(passedFrom, passedTo),
  }
}

interface Pair<T> extends Pick<CheckpointRow, 'unit' | 'contextTokens' | 'depthPercent' | 'repeat'> {
  readonly from: T
  readonly to: T
}

function nameUnit({ unit, contextTokens, depthPercent, repeat }: Pair<unknown>): string {
  return unit === 'window' ? joinKey(repeat) : joinKey(contextTokens, depthPercent, repeat)
}

function pairRows(rows: readonly CheckpointRow[], from: string, to: string): Pair<CheckpointRow>[] {
  const cell = (row: CheckpointRow) => joinKey(row.contextTokens, row.depthPercent, row.repeat)
  const partners = new Map(rows.filter(({ checkpoint }) => checkpoint === to).map((row) => [cell(row), row]))
  return rows.flatMap((row) => {
    const partner = row.checkpoint === from ? partners.get(cell(row)) : undefined
    if (partner === undefined) return []
    const { unit, contextTokens, depthPercent, repeat } = row
    return [{ unit, contextTokens, depthPercent, repeat, from: row, to: partner }]
  })
}

function keepDefined<T>(
  pairs: readonly Pair<CheckpointRow>[],
  read: (row: CheckpointRow) => T | null,
): Pair<T>[] {
  return pairs.flatMap((pair) => {
    const from = read(pair.from)
    const to = read(pair.to)
    return from === null || to === null ? [] : [{ ...pair, from, to }]
  })
}

function computeDifference(
  pairs: readonly Pair<CheckpointRow>[],
  read: (row: CheckpointRow) => number | null,
  settings: FindingSettings,
): Statistic {
  const defined = keepDefined(pairs, read)
  const design: ResamplingDesign = {
    ...settings,
    unit: defined.some(({ unit }) => unit === 'window') ? 'window' : 'prompt',
    unitOfRow: defined.map(nameUnit),
    stratumOfRow: defined.map(({ unit, contextTokens }) =>
      unit === 'window' ? 'all lengths' : contextTokens,
    ),
  }
  return computePairedDifference(
    defined.map(({ to }) => to),
    defined.map(({ from }) => from),
    design,
  )
}

function classifyChange({ interval }: Statistic, marginNats: number): EntropyChange {
  if (interval === null) return 'unclear'
  if (interval.low > -marginNats && interval.high < marginNats) return 'no-change'
  if (interval.high < 0) return 'lower'
  return interval.low > 0 ? 'higher' : 'unclear'
}
