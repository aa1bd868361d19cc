/**
 * Finding 3, training length: trained on as many tokens but at a longer length, a model has lower attention entropy and
 * passes more at long lengths. That training at the short length changes little is judged beside it, for itself.
 * Source: Zhong et al. 2025 (arXiv 2406.13282), figures 4, 5 and 7 (e) and (f); the paired statistics are ours.
 */
import type { Verdict } from '../../contract'
import { compareCheckpoints, type CheckpointComparison } from './checkpointComparison'
import { checkDistinctCells, joinKey, risingValues } from './grouping'
import type { CheckpointRow } from './rows'
import type { FindingSettings } from './settings'
import { combineJudgements, concludeSentence, judgeClaim, judgeNoChange, type Judgement } from './verdict'
import {
  describeInterval,
  describeValue,
  flipSign,
  formatCount,
  formatPercent,
  formatPValue,
  toPercentagePoints,
} from './wording'

export interface TrainingLengthSettings extends FindingSettings {
  /** Labels of the checkpoints trained at the shorter and at the longer length. */
  readonly shorterTrained: string
  readonly longerTrained: string
  /** The checkpoint both started from, where it was run too: shows what training at the short length changes. */
  readonly beforeTraining?: string
  /** Lengths above this count as long: the shorter training length. */
  readonly longAboveTokens: number
  /** Entropy differences below this count as no change, default 0.1 nats. */
  readonly entropyMarginNats?: number
  /** Differences of pass rates below this count as no change, default 0.05. */
  readonly passRateMargin?: number
  /** What is not known to have been equal between the checkpoints; default: training tokens and training data. */
  readonly notControlled?: readonly string[]
}

/** The same two checkpoints over all long lengths, and at each length. */
export interface CheckpointComparisons {
  readonly longLengths: CheckpointComparison
  readonly byLength: readonly CheckpointComparison[]
}

export interface TrainingLengthFinding {
  readonly verdict: Verdict
  readonly sentence: string
  /** Longer minus shorter training. */
  readonly longerAgainstShorter: CheckpointComparisons
  /** What each training changed against the start; null where the start was not run. */
  readonly shorterAgainstStart: CheckpointComparisons | null
  readonly longerAgainstStart: CheckpointComparisons | null
  /** Whether training at the short length left entropy as it was; null where the start was not run. */
  readonly shorterChangesNothing: Verdict | null
  readonly entropyMarginNats: number
  readonly notControlled: readonly string[]
  readonly rows: number
}

/**
 * @param rows of the named checkpoints, one task; other checkpoints are left out
 * @throws RopewalkError `input.invalid` when a cell occurs twice or a setting is unusable
 */
export function computeTrainingLengthFinding(
  rows: readonly CheckpointRow[],
  settings: TrainingLengthSettings,
): TrainingLengthFinding {
  checkDistinctCells(rows, (row) => joinKey(row.checkpoint, row.contextTokens, row.depthPercent, row.repeat))
  const { shorterTrained, longerTrained, beforeTraining } = settings
  const compare = (from: string, to: string) => compareAtLengths(rows, from, to, settings)
  const longerAgainstShorter = compare(shorterTrained, longerTrained)
  const shorterAgainstStart = beforeTraining === undefined ? null : compare(beforeTraining, shorterTrained)
  const notControlled = settings.notControlled ?? ['training tokens', 'training data']
  const judgement = judgeFinding(longerAgainstShorter.longLengths, settings)
  const start = shorterAgainstStart === null ? null : judgeStart(shorterAgainstStart.longLengths, settings)
  const evidence =
    describeComparison(longerAgainstShorter.longLengths, settings.longAboveTokens) +
    (notControlled.length === 0 ? '' : `, with ${notControlled.join(' and ')} not known to be held equal`)
  return {
    verdict: judgement.verdict,
    sentence:
      concludeSentence(evidence, judgement, 3, CLAIM) +
      (shorterAgainstStart === null || start === null
        ? ''
        : describeStart(shorterAgainstStart.longLengths, start)),
    longerAgainstShorter,
    shorterAgainstStart,
    longerAgainstStart: beforeTraining === undefined ? null : compare(beforeTraining, longerTrained),
    shorterChangesNothing: start?.verdict ?? null,
    entropyMarginNats: marginOf(settings),
    notControlled,
    rows: rows.length,
  }
}

const ENTROPY_MARGIN_NATS = 0.1
const PASS_RATE_MARGIN = 0.05
const CLAIM = 'longer training length lowers attention entropy and raises the pass rate at long lengths'

function marginOf(settings: TrainingLengthSettings): number {
  return settings.entropyMarginNats ?? ENTROPY_MARGIN_NATS
}

function compareAtLengths(
  rows: readonly CheckpointRow[],
  from: string,
  to: string,
  settings: TrainingLengthSettings,
): CheckpointComparisons {
  const chosen = rows.filter(({ checkpoint }) => checkpoint === from || checkpoint === to)
  const compare = (contextTokens: number | null) => {
    const compared = chosen.filter((row) =>
      contextTokens === null
        ? row.contextTokens > settings.longAboveTokens
        : row.contextTokens === contextTokens,
    )
    return compareCheckpoints(compared, {
      from,
      to,
      contextTokens,
      entropyMarginNats: marginOf(settings),
      settings,
    })
  }
  const lengths = risingValues(chosen.map(({ contextTokens }) => contextTokens))
  return { longLengths: compare(null), byLength: lengths.map(compare) }
}

function judgeFinding(comparison: CheckpointComparison, settings: TrainingLengthSettings): Judgement {
  if (comparison.pairs === 0)
    return {
      verdict: 'cannot-tell',
      why: `it takes the same ${comparison.unit}s at long lengths for both checkpoints`,
    }
  return combineJudgements([
    judgeClaim({
      name: 'an entropy difference',
      statistic: comparison.entropyNats,
      noEffect: 0,
      direction: 'below',
      margin: marginOf(settings),
      unit: ' nats',
    }),
    judgePasses(comparison, settings.passRateMargin ?? PASS_RATE_MARGIN),
  ])
}

function judgeStart({ entropyNats }: CheckpointComparison, settings: TrainingLengthSettings): Judgement {
  return judgeNoChange('the change', entropyNats, marginOf(settings), ' nats')
}

function judgePasses(comparison: CheckpointComparison, margin: number): Judgement {
  if (comparison.passRate.value === null)
    return {
      verdict: 'cannot-tell',
      why:
        comparison.unit === 'window'
          ? 'reading text is not passed or failed'
          : 'no prompt was passed or failed by both checkpoints',
    }
  return judgeClaim({
    name: 'a pass-rate difference',
    statistic: toPercentagePoints(comparison.passRate),
    noEffect: 0,
    direction: 'above',
    margin: 100 * margin,
    unit: ' percentage points',
  })
}

function describeComparison(comparison: CheckpointComparison, longAboveTokens: number): string {
  const { from, to, entropyNats, pairs, unit, units, lengths } = comparison
  const where = `Beyond ${longAboveTokens} tokens`
  if (pairs === 0) return `${where}, ${to} and ${from} have no ${unit} in common`
  const same =
    unit === 'window'
      ? `${formatCount(units, 'window')} of text at ${formatCount(lengths, 'length')}`
      : formatCount(units, 'prompt')
  return `${where}, on the same ${same}, ${to} had ${describeEntropy(entropyNats, from)}${describePasses(comparison)}`
}

function describeEntropy(difference: CheckpointComparison['entropyNats'], from: string): string {
  if (difference.value === null) return `no entropy to compare with ${from}`
  const side = difference.value <= 0 ? 'lower' : 'higher'
  const size = difference.value <= 0 ? flipSign(difference) : difference
  return `${describeValue(size, ' nats')} ${side} attention entropy than ${from} (${describeInterval(size, ' nats')})`
}

function describePasses({ passRate, passes, mcnemar }: CheckpointComparison): string {
  if (passes.from.value === null || passes.to.value === null || mcnemar.pValue === null) return ''
  const points = toPercentagePoints(passRate)
  return (
    ` and passed ${formatPercent(passes.to.value)} of the prompts against ${formatPercent(passes.from.value)} ` +
    `(difference in percentage points ${describeValue(points, '')}, ${describeInterval(points, '')}; ` +
    `McNemar ${formatPValue(mcnemar.pValue)})`
  )
}

function describeStart({ from, to, entropyNats }: CheckpointComparison, judgement: Judgement): string {
  if (entropyNats.value === null) return ` ${to} could not be compared with ${from}.`
  const change = `${describeValue(entropyNats, ' nats')} (${describeInterval(entropyNats, ' nats')})`
  const said = ` That shorter training changes little`
  const because = judgement.why === null ? '' : `, because ${judgement.why}`
  switch (judgement.verdict) {
    case 'supported':
      return `${said} is supported: ${to} differed from ${from} by ${change}.`
    case 'not-supported':
      return `${said} is not supported: ${to} differed from ${from} by ${change}${because}.`
    case 'confounded':
    case 'cannot-tell':
      return `${said} cannot be told: ${to} differed from ${from} by ${change}${because}.`
  }
}
