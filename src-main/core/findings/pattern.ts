/**
 * Finding 1, the pattern: beyond the trained length, the attention of an extended model stays closer to the reference
 * pattern than that of the plain model, and perplexity stays low where the distance does.
 * Source: Zhong et al. 2025 (arXiv 2406.13282), table 1 and figures 1 to 3; the intervals and the correlation are ours.
 */
import type { Verdict } from '../../contract'
import { computePairedDifference, type ResamplingDesign, type Statistic } from '../statistics'
import { comparePatternOrders, type PatternOrder } from './patternOrder'
import { computePassLink, type AnsweredTask, type NamedPassLink, type PassLink } from './passLink'
import { computePerplexityLink, type PerplexityLink } from './perplexityLink'
import { checkDistinctCells, groupRows, joinKey, risingValues } from './grouping'
import type { PatternRow } from './rows'
import type { FindingSettings } from './settings'
import { combineJudgements, concludeSentence, judgeClaim, judgeInsideGroups } from './verdict'
import { describeInterval, describeValue, flipSign, formatCount } from './wording'

export interface PatternSettings extends FindingSettings {
  /** Smallest difference of divergence that counts, default 0.005 nats (the largest possible divergence is 0.693). */
  readonly divergenceMarginNats?: number
  /** Smallest Spearman rho that counts, default 0.1. */
  readonly correlationMargin?: number
}

/** D(none) - D(extension) on the same windows; positive: the extension is closer to the reference. */
export interface PatternComparison {
  readonly model: string
  readonly extension: string
  /** Null: all lengths beyond the trained one. */
  readonly contextTokens: number | null
  readonly differenceNats: Statistic
}

export interface PatternFinding {
  readonly verdict: Verdict
  readonly sentence: string
  /** Mean of D(none) - D(extension) over all pairs beyond the trained length. */
  readonly differenceNats: Statistic
  /** Per model and extension: over all lengths beyond the trained one, then per length. */
  readonly comparisons: readonly PatternComparison[]
  readonly perplexity: PerplexityLink
  /** Of the first task that asks for answers; null without one. */
  readonly passes: PassLink | null
  /** Of every task that asks for answers. Beside the verdict: a method may keep the pattern and still not retrieve. */
  readonly passesByTask: readonly NamedPassLink[]
  /** Order of the methods by divergence, against table 1 of the paper, per model and length. */
  readonly orders: readonly PatternOrder[]
  readonly rows: number
  /** Rows without a divergence. */
  readonly excludedRows: number
}

/**
 * @param rows windows of one perplexity task
 * @param answered by the same models; none where no task asks for answers
 * @throws RopewalkError `input.invalid` when a cell occurs twice or a setting is unusable
 */
export function computePatternFinding(
  rows: readonly PatternRow[],
  settings: PatternSettings,
  answered: readonly AnsweredTask[] = [],
): PatternFinding {
  checkDistinctCells(rows, (row) => joinKey(row.model, row.extension, row.contextTokens, row.window))
  const pairs = pairWithPlain(rows)
  const differenceNats = computeDifference(pairs, settings)
  const perplexity = computePerplexityLink(rows, settings)
  const judgeRho = (statistic: Statistic) =>
    judgeClaim({
      name: 'a rank correlation',
      statistic,
      noEffect: 0,
      direction: 'above',
      margin: settings.correlationMargin ?? CORRELATION_MARGIN,
      unit: '',
    })
  const judgement = combineJudgements([
    judgeClaim({
      name: 'a difference',
      statistic: differenceNats,
      noEffect: 0,
      direction: 'above',
      margin: settings.divergenceMarginNats ?? DIVERGENCE_MARGIN_NATS,
      unit: ' nats',
    }),
    judgeInsideGroups(
      judgeRho(perplexity.correlation),
      judgeRho(perplexity.withinLength),
      'the extensions of one length',
    ),
  ])
  const passesByTask = answered
    .filter((task) => task.rows.length > 0)
    .map(({ name, isAlone, rows: answers }) => ({
      name,
      isAlone,
      link: computePassLink(rows, answers, settings),
    }))
  const comparisons = compareExtensions(pairs, settings)
  const evidence =
    `${describeDifference(differenceNats, pairs)}${describeExceptions(differenceNats, comparisons)}; ` +
    `${describeLink(perplexity)}${passesByTask.map(describePasses).join('')}`
  const asksNothing = rows.every(
    ({ contextTokens, trainedContextTokens }) => contextTokens <= trainedContextTokens,
  )
  return {
    verdict: judgement.verdict,
    sentence: asksNothing ? NOT_ASKED : concludeSentence(evidence, judgement, 1, CLAIM),
    differenceNats,
    comparisons,
    perplexity,
    passes: passesByTask.at(0)?.link ?? null,
    passesByTask,
    orders: comparePatternOrders(rows),
    rows: rows.length,
    excludedRows: rows.filter((row) => row.divergenceNats === null).length,
  }
}

const PLAIN_EXTENSION = 'none'
const DIVERGENCE_MARGIN_NATS = 0.005
const CORRELATION_MARGIN = 0.1
const NOT_ASKED = 'Nothing was read beyond the trained length, which is what this finding is about.'
const CLAIM = 'extensions keep the attention pattern beyond the trained length, and perplexity with it'

interface PatternPair {
  readonly row: PatternRow
  readonly plainNats: number
  readonly extendedNats: number
}

/** Rows of extensions beyond the trained length with the plain model's row of the same window and length. */
function pairWithPlain(rows: readonly PatternRow[]): PatternPair[] {
  const cell = (row: PatternRow) => joinKey(row.model, row.contextTokens, row.window)
  const plain = new Map(
    rows.filter((row) => row.extension === PLAIN_EXTENSION).map((row) => [cell(row), row]),
  )
  return rows.flatMap((row) => {
    if (row.extension === PLAIN_EXTENSION || row.contextTokens <= row.trainedContextTokens) return []
    const plainNats = plain.get(cell(row))?.divergenceNats ?? null
    if (plainNats === null || row.divergenceNats === null) return []
    return [{ row, plainNats, extendedNats: row.divergenceNats }]
  })
}

function computeDifference(pairs: readonly PatternPair[], settings: FindingSettings): Statistic {
  const design: ResamplingDesign = {
    ...settings,
    unit: 'window',
    unitOfRow: pairs.map(({ row }) => row.window),
  }
  return computePairedDifference(
    pairs.map(({ plainNats }) => plainNats),
    pairs.map(({ extendedNats }) => extendedNats),
    design,
  )
}

function compareExtensions(pairs: readonly PatternPair[], settings: FindingSettings): PatternComparison[] {
  const groups = groupRows(pairs, ({ row }) => joinKey(row.model, row.extension))
  return [...groups.values()].flatMap((group) => {
    const { model, extension } = group[0].row
    const lengths = risingValues(group.map(({ row }) => row.contextTokens))
    return [null, ...lengths].map((contextTokens) => {
      const compared = group.filter(
        ({ row }) => contextTokens === null || row.contextTokens === contextTokens,
      )
      return { model, extension, contextTokens, differenceNats: computeDifference(compared, settings) }
    })
  })
}

function describeDifference(difference: Statistic, pairs: readonly PatternPair[]): string {
  if (difference.value === null)
    return `No extension could be compared with ${PLAIN_EXTENSION} beyond the trained length`
  const extensions = new Set(pairs.map(({ row }) => row.extension)).size
  const lengths = new Set(pairs.map(({ row }) => row.contextTokens)).size
  const windows = new Set(pairs.map(({ row }) => row.window)).size
  const side = difference.value >= 0 ? 'less' : 'more'
  const size = difference.value >= 0 ? difference : flipSign(difference)
  return (
    `Beyond the trained length, attention with an extension diverged from the reference by ` +
    `${describeValue(size, ' nats')} ${side} than with ${PLAIN_EXTENSION} ` +
    `(Jensen-Shannon, ${describeInterval(size, ' nats')}; ${formatCount(windows, 'window')}, ` +
    `${formatCount(extensions, 'extension')}, ${formatCount(lengths, 'length')})`
  )
}

/** Extensions that stand against the mean over all of them, each over all lengths and with its whole interval. */
function describeExceptions(difference: Statistic, comparisons: readonly PatternComparison[]): string {
  const side = Math.sign(difference.value ?? 0)
  const models = new Set(comparisons.map(({ model }) => model)).size
  return comparisons
    .filter(({ contextTokens, differenceNats: { interval } }) => {
      if (contextTokens !== null || interval === null) return false
      return side > 0 ? interval.high < 0 : side < 0 && interval.low > 0
    })
    .map(({ model, extension, differenceNats }) => {
      const size = side > 0 ? flipSign(differenceNats) : differenceNats
      const name = models > 1 ? `${model} under ${extension}` : extension
      const direction = side > 0 ? 'more' : 'less'
      return `, but ${name} by ${describeValue(size, ' nats')} ${direction} (${describeInterval(size, ' nats')})`
    })
    .join('')
}

function describeLink({ correlation, withinLength, lengths, points }: PerplexityLink): string {
  if (correlation.interval === null) return 'divergence and perplexity could not be related'
  return (
    `divergence and the rise in log perplexity had a Spearman rho of ${describeValue(correlation, '')} ` +
    `(${describeInterval(correlation, '')}; ${formatCount(points.length, 'point')})` +
    (lengths > 1 && withinLength.interval !== null
      ? `, between extensions of one length one of ${describeValue(withinLength, '')} (${describeInterval(withinLength, '')})`
      : '')
  )
}

function describePasses({ name, isAlone, link: { correlation, points } }: NamedPassLink): string {
  if (correlation.interval === null) return ''
  return (
    `, divergence and the failure rate${isAlone ? '' : ` of ${name}`} one of ${describeValue(correlation, '')} ` +
    `(${describeInterval(correlation, '')}; ${formatCount(points.length, 'point')})`
  )
}
