/**
 * Finding 2, uncertainty: retrieval fails where attention entropy is high, among prompts of the same length.
 * Source: Zhong et al. 2025 (arXiv 2406.13282), section 5, which gives no coefficient; the statistics are ours.
 */
import { ANSWER_FAILURES, type AnswerFailure, type Verdict } from '../../contract'
import { checkDistinctCells, groupRows, joinKey } from './grouping'
import type { RetrievalRow } from './rows'
import type { FindingSettings } from './settings'
import type { Interval, Statistic, StratifiedStatistic } from '../statistics'
import {
  computeLengthAuroc,
  computeUncertaintyStatistics,
  type MeasuredAnswer,
  type UncertaintyStatistics,
} from './uncertaintyStatistics'
import { concludeSentence, judgeClaim, judgeInsideGroups, type Judgement } from './verdict'
import {
  describeInterval,
  describeValue,
  formatCount,
  formatDecimal,
  formatPercent,
  formatPValue,
} from './wording'

export interface UncertaintySettings extends FindingSettings {
  /** Smallest distance of an AUROC from 0.5 that counts, default 0.05. */
  readonly aurocMargin?: number
}

export interface UncertaintyFinding {
  readonly verdict: Verdict
  readonly sentence: string
  /** Over all models and extensions. */
  readonly pooled: UncertaintyStatistics
  readonly groups: readonly UncertaintyGroup[]
  /** Each class of failure that occurred, against the answers that passed. */
  readonly byFailure: readonly FailureClass[]
  readonly rows: number
  /** Answers without an entropy. */
  readonly excludedRows: number
  readonly notes: readonly string[]
}

export interface FailureClass {
  readonly failure: AnswerFailure
  /** Failed answers of this class, and those of them that have an entropy: empty ones have none. */
  readonly failed: number
  readonly measured: number
  /** Length-controlled AUROC of entropy. */
  readonly entropy: StratifiedStatistic
}

export interface UncertaintyGroup {
  readonly model: string
  readonly extension: string
  readonly statistics: UncertaintyStatistics
}

/**
 * @param rows answers of one task
 * @throws RopewalkError `input.invalid` when a cell occurs twice or a setting is unusable
 */
export function computeUncertaintyFinding(
  rows: readonly RetrievalRow[],
  settings: UncertaintySettings,
): UncertaintyFinding {
  checkDistinctCells(rows, (row) =>
    joinKey(row.model, row.extension, row.contextTokens, row.subtask, row.depthPercent, row.repeat),
  )
  const answers = rows.flatMap(toMeasuredAnswer)
  const pooled = computeUncertaintyStatistics(answers, settings)
  const groups = [...groupRows(answers, ({ row }) => joinKey(row.model, row.extension)).values()]
  const judgement = judgeLink(pooled, groups.length, settings.aurocMargin ?? AUROC_MARGIN)
  return {
    verdict: judgement.verdict,
    sentence: concludeSentence(
      describeEvidence(pooled, countSilentFailures(rows)) +
        (groups.length > 1 && isTold(pooled) ? describeWithinExtension(pooled) : ''),
      judgement,
      2,
      CLAIM,
    ),
    pooled,
    groups: groups.map((group) => ({
      model: group[0].row.model,
      extension: group[0].row.extension,
      statistics: groups.length === 1 ? pooled : computeUncertaintyStatistics(group, settings),
    })),
    byFailure: listFailureClasses(rows, answers, settings),
    rows: rows.length,
    excludedRows: rows.length - answers.length,
    notes: pooled.byDepth.length > 0 ? [...NOTES, DEPTH_NOTE] : NOTES,
  }
}

const NOTES = [
  'Entropy grows with the number of keys by itself: the overall AUROC is confounded by length.',
  'Within a length, extensions that fail more may also have higher entropy: the AUROC within one extension leaves that out.',
]
const DEPTH_NOTE =
  'Length varies inside a depth row, so the AUROC within depth is confounded by length as well.'
const AUROC_MARGIN = 0.05
const CLAIM = 'retrieval fails where attention is uncertain'

function toMeasuredAnswer(row: RetrievalRow): MeasuredAnswer[] {
  return row.entropyNats === null ? [] : [{ row, entropyNats: row.entropyNats }]
}

/** Failed answers that say nothing are failures without an entropy: told, and ranked nowhere. */
function countSilentFailures(rows: readonly RetrievalRow[]): number {
  return rows.filter(({ passed, entropyNats }) => !passed && entropyNats === null).length
}

function listFailureClasses(
  rows: readonly RetrievalRow[],
  answers: readonly MeasuredAnswer[],
  settings: UncertaintySettings,
): FailureClass[] {
  return ANSWER_FAILURES.flatMap((failure) => {
    const failed = rows.filter((row) => row.failure === failure).length
    if (failed === 0) return []
    const compared = answers.filter(({ row }) => row.passed || row.failure === failure)
    const measured = compared.filter(({ row }) => !row.passed).length
    return [{ failure, failed, measured, entropy: computeLengthAuroc(compared, settings) }]
  })
}

function judgeLink(
  { withinLength, withinExtension, isConstant }: UncertaintyStatistics,
  groups: number,
  margin: number,
): Judgement {
  if (isConstant && withinLength.entropy.value !== null)
    return { verdict: 'cannot-tell', why: 'entropies that do not differ rank nothing' }
  const overall = judgeAuroc(withinLength.entropy, margin)
  if (groups <= 1) return overall
  return judgeInsideGroups(
    overall,
    judgeAuroc(withinExtension.entropy, margin),
    'the prompts of one model and extension',
  )
}

function judgeAuroc(statistic: Statistic, margin: number): Judgement {
  if (statistic.value === null)
    return { verdict: 'cannot-tell', why: 'it takes a failed and a passed answer of the same length' }
  return judgeClaim({ name: 'an AUROC', statistic, noEffect: 0.5, direction: 'above', margin, unit: '' })
}

/** Whether the sentence gives a number: there is one, with an interval, of entropies that differ. */
function isTold({ withinLength, isConstant }: UncertaintyStatistics): boolean {
  return withinLength.entropy.interval !== null && !isConstant
}

function describeEvidence(statistics: UncertaintyStatistics, silent: number): string {
  const { answers, failed, lengths, subtasks, contributingLengths, withinLength, topKByLength } = statistics
  const stratum = subtasks > 1 ? 'length and subtask' : 'length'
  const auroc = withinLength.entropy
  const counts =
    `${formatCount(answers, 'answer')}, ${failed} failed` +
    (silent === 0 ? '' : `; ${silent} more failed without a word and have no entropy`)
  if (auroc.value === null) {
    if (answers === 0)
      return silent === 0
        ? 'No answer has an attention entropy'
        : `No answer has an attention entropy (${silent} failed without a word)`
    if (failed === 0 && silent > 0) return `Every failure was an empty answer (${counts})`
    if (failed === answers && silent > 0) return `Not one answer passed (${counts})`
    if (answers === 1) return `The only answer ${failed === 0 ? 'passed' : 'failed'}`
    if (failed === 0) return `Not one of ${answers} answers failed`
    if (failed === answers) return `Not one of ${answers} answers passed`
    return `No ${stratum} had both passed and failed answers (${counts})`
  }
  if (statistics.isConstant) return `Every answer has the same attention entropy (${counts})`
  if (auroc.interval === null) return `Too few answers for a number to mean anything (${counts})`
  const p = topKByLength.test.pValue
  const overlap =
    topKByLength.overlap === null || topKByLength.expectedByChance === null || p === null
      ? ''
      : `; ${formatDecimal(topKByLength.overlap, 1)} of ${formatCount(topKByLength.positives, 'failure')} were among the ` +
        `highest entropies of their ${stratum}, where chance gives ${formatDecimal(topKByLength.expectedByChance, 1)} ` +
        `(permutation test, ${formatPValue(p)})`
  return (
    `A failed answer had higher attention entropy than a passed one of the same ${stratum} in ` +
    `${formatPercent(auroc.value)} of comparisons (length-controlled AUROC ${describeValue(auroc, '')}, ` +
    `${describeInterval(auroc, '')}, chance 0.50; ${counts}, ` +
    `${contributingLengths} of ${formatCount(lengths, 'length')} with both outcomes)${overlap}`
  )
}

/** Whether the link also holds between the prompts of one extension, where the extension itself is no explanation. */
function describeWithinExtension({ withinExtension }: UncertaintyStatistics): string {
  const auroc = withinExtension.entropy
  if (auroc.value === null) return '; no model and extension had both outcomes at one length'
  if (auroc.interval === null) return ''
  return (
    `; between the prompts of one model and extension the AUROC was ${describeValue(auroc, '')} ` +
    `(${describeInterval(auroc, '')})${describeSide(auroc.interval)}`
  )
}

function describeSide({ low, high }: Interval): string {
  if (low > 0.5) return ''
  return high < 0.5 ? ', the other way round' : ', not told from chance'
}
