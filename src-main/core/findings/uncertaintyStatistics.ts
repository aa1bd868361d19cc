/** How entropy and failure go together over a set of answers: overall, within length, and within depth. */
import {
  computeAuroc,
  computePartialSpearman,
  computeStratifiedAuroc,
  computeTopKOverlap,
  type ResamplingDesign,
  type Statistic,
  type StratifiedStatistic,
  type TopKOverlap,
} from '../statistics'
import { joinKey, risingValues } from './grouping'
import type { RetrievalRow } from './rows'
import type { FindingSettings } from './settings'

export interface MeasuredAnswer {
  readonly row: RetrievalRow
  readonly entropyNats: number
}

/** AUROC of a failure having the higher value: 0 .. 1, 0.5 = chance. */
export interface EntropyAuroc<S extends Statistic> {
  /** Of H in nats. */
  readonly entropy: S
  /** Of H / ln n_q, over the answers that have it. */
  readonly normalizedEntropy: S
}

export interface SliceAuroc {
  /** The length in tokens, or the depth in percent. */
  readonly at: number
  readonly passed: number
  readonly failed: number
  readonly entropy: StratifiedStatistic
}

export interface UncertaintyStatistics {
  readonly answers: number
  readonly passed: number
  readonly failed: number
  readonly lengths: number
  /** Kinds of prompt; 1 where a task has one. */
  readonly subtasks: number
  /** Every answer has the same entropy: nothing is ranked, and an AUROC of 0.5 says nothing. */
  readonly isConstant: boolean
  /** Lengths with both outcomes. */
  readonly contributingLengths: number
  /** All pairs: confounded by length. */
  readonly overall: EntropyAuroc<Statistic>
  /** Pairs of the same length and subtask: the headline. */
  readonly withinLength: EntropyAuroc<StratifiedStatistic>
  /** Pairs of the same length, subtask, model and extension: free of differences between extensions as well. */
  readonly withinExtension: EntropyAuroc<StratifiedStatistic>
  /** Pairs of the same depth reached, of the answers that have one; length varies inside. */
  readonly withinDepth: EntropyAuroc<StratifiedStatistic>
  readonly byLength: readonly SliceAuroc[]
  readonly byDepth: readonly SliceAuroc[]
  readonly topKByLength: TopKOverlap
  readonly topKByDepth: TopKOverlap
  /** Spearman's rho of H and failure given length. */
  readonly partialCorrelation: Statistic
}

/**
 * Prompts are resampled within lengths; answers of several models and extensions to one prompt are drawn together.
 *
 * @throws RopewalkError `input.invalid` for an unusable setting
 */
export function computeUncertaintyStatistics(
  answers: readonly MeasuredAnswer[],
  settings: FindingSettings,
): UncertaintyStatistics {
  const failed = answers.filter(({ row }) => !row.passed).length
  const lengths = risingValues(answers.map(({ row }) => row.contextTokens))
  const placed = answers.filter(({ row }) => row.depthPercent !== null)
  const depths = risingValues(placed.flatMap(({ row }) => depthOf(row) ?? []))
  const byLength = lengths.map((tokens) =>
    computeSlice(
      answers.filter(({ row }) => row.contextTokens === tokens),
      tokens,
      settings,
    ),
  )
  const topKOf = (chosen: readonly MeasuredAnswer[], stratum: (answer: MeasuredAnswer) => string) =>
    computeTopKOverlap(entropiesOf(chosen), failuresOf(chosen), chosen.map(stratum), settings)
  return {
    answers: answers.length,
    passed: answers.length - failed,
    failed,
    lengths: lengths.length,
    subtasks: new Set(answers.map(({ row }) => row.subtask)).size,
    isConstant: new Set(entropiesOf(answers)).size <= 1,
    contributingLengths: byLength.filter(({ entropy }) => entropy.contributingStrata > 0).length,
    overall: computeBoth(answers, (chosen, values) =>
      computeAuroc(values, failuresOf(chosen), designOf(chosen, settings)),
    ),
    withinLength: computeWithin(answers, lengthStratum, settings),
    withinExtension: computeWithin(answers, extensionStratum, settings),
    withinDepth: computeWithin(placed, depthStratum, settings),
    byLength,
    byDepth: depths.map((percent) =>
      computeSlice(
        answers.filter(({ row }) => depthOf(row) === percent),
        percent,
        settings,
      ),
    ),
    topKByLength: topKOf(answers, lengthStratum),
    topKByDepth: topKOf(placed, depthStratum),
    partialCorrelation: computePartialSpearman(
      entropiesOf(answers),
      answers.map(({ row }) => (row.passed ? 0 : 1)),
      answers.map(({ row }) => row.contextTokens),
      designOf(answers, settings),
    ),
  }
}

/** Pairs of the same length and subtask alone. */
export function computeLengthAuroc(
  answers: readonly MeasuredAnswer[],
  settings: FindingSettings,
): StratifiedStatistic {
  return computeWithin(answers, lengthStratum, settings).entropy
}

const lengthStratum = ({ row }: MeasuredAnswer) => joinKey(row.contextTokens, row.subtask)
const depthStratum = ({ row }: MeasuredAnswer) => joinKey(depthOf(row))

/** Where the needle really stood. */
function depthOf({ reachedRowPercent, depthPercent }: RetrievalRow): number | null {
  return reachedRowPercent ?? depthPercent
}
const extensionStratum = ({ row }: MeasuredAnswer) =>
  joinKey(row.model, row.extension, row.contextTokens, row.subtask)

function computeWithin(
  answers: readonly MeasuredAnswer[],
  stratum: (answer: MeasuredAnswer) => string,
  settings: FindingSettings,
): EntropyAuroc<StratifiedStatistic> {
  return computeBoth(answers, (chosen, values) =>
    computeStratifiedAuroc(values, failuresOf(chosen), chosen.map(stratum), designOf(chosen, settings)),
  )
}

function computeSlice(answers: readonly MeasuredAnswer[], at: number, settings: FindingSettings): SliceAuroc {
  const failures = failuresOf(answers)
  const failed = failures.filter((failure) => failure).length
  const strata = answers.map(({ row }) => joinKey(at, row.subtask))
  const entropy = computeStratifiedAuroc(entropiesOf(answers), failures, strata, designOf(answers, settings))
  return { at, passed: answers.length - failed, failed, entropy }
}

/** The same statistic of H, and of H / ln n_q over the answers that have it. */
function computeBoth<S extends Statistic>(
  answers: readonly MeasuredAnswer[],
  compute: (chosen: readonly MeasuredAnswer[], values: readonly number[]) => S,
): EntropyAuroc<S> {
  const normalized = answers.filter(({ row }) => row.normalizedEntropy !== null)
  const normalizedValues = normalized.flatMap(({ row }) => row.normalizedEntropy ?? [])
  return {
    entropy: compute(answers, entropiesOf(answers)),
    normalizedEntropy: compute(normalized, normalizedValues),
  }
}

function designOf(answers: readonly MeasuredAnswer[], settings: FindingSettings): ResamplingDesign {
  return {
    ...settings,
    unit: 'prompt',
    unitOfRow: answers.map(({ row }) =>
      joinKey(row.contextTokens, row.subtask, row.depthPercent, row.repeat),
    ),
    stratumOfRow: answers.map(({ row }) => row.contextTokens),
  }
}

function entropiesOf(answers: readonly MeasuredAnswer[]): number[] {
  return answers.map(({ entropyNats }) => entropyNats)
}

function failuresOf(answers: readonly MeasuredAnswer[]): boolean[] {
  return answers.map(({ row }) => !row.passed)
}
