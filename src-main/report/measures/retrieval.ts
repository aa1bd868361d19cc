/** Pass rate and entropy of the answers of one retrieval task, by length and depth. */
import type { AnswerOutcome, FinishedCell } from '../../contract'
import { countFailures, failureOf, findDepthRow, type FailureCount } from '../../core/answers'
import { computeMean, computeProportion, type Statistic } from '../../core/statistics'
import type { ExperimentContents } from '../contents'
import { listDepths } from './depths'
import { finishedCellsOf, listContexts, listVariants, type Variant } from './variants'

export interface RetrievalMeasure {
  readonly variant: Variant
  readonly contextTokens: number
  /** The row: of the depths asked for, the nearest to those reached. Null: over all depths. */
  readonly depthPercent: number | null
  /** Mean over the answers of the depth that their needles reached, in percent. */
  readonly placedDepthPercent: number
  /** Of them, those that another depth was asked for. */
  readonly movedHere: number
  /** Of the failed answers, by class. */
  readonly failures: readonly FailureCount[]
  /** Of the experiment's cells, one per answer. */
  readonly cellIds: readonly string[]
  readonly passes: number
  readonly count: number
  readonly passRate: Statistic
  /** How passes were decided, by the names of docs/protocols.md. */
  readonly passRules: readonly string[]
  /** Mean score of the answers, 0 .. 1: recall where a protocol grades words. */
  readonly score: number
  /** Mean over answers of the attention entropy, aggregation A, nats. */
  readonly entropyNats: Statistic
  /** The same by aggregation B, nats; never to be compared with A. */
  readonly entropyOfMeanNats: number | null
  readonly normalizedEntropy: number | null
  readonly needleMass: number
}

/** One row per variant, length and depth reached that has an answer; none where depth is no axis of the task. */
export function computeRetrievalByDepth(contents: ExperimentContents, taskIndex: number): RetrievalMeasure[] {
  const depths = listDepths(contents.manifest.spec.tasks[taskIndex])
  return measureGroups(contents, taskIndex, (cells) => {
    const rows = cells.map(({ askedDepthPercent: asked, answer }) =>
      asked === null ? null : findDepthRow(answer.placedDepthPercent, asked, depths),
    )
    return depths.map((depth) => ({
      depthPercent: depth,
      answers: cells.filter((_, i) => rows[i] === depth),
    }))
  })
}

/** One row per variant and length, over all depths. */
export function computeRetrievalByLength(
  contents: ExperimentContents,
  taskIndex: number,
): RetrievalMeasure[] {
  return measureGroups(contents, taskIndex, (cells) => [{ depthPercent: null, answers: cells }])
}

interface PlacedAnswer {
  readonly cellId: string
  /** Null where depth is no axis of the task. */
  readonly askedDepthPercent: number | null
  readonly answer: AnswerOutcome
}

interface AnswerGroup {
  readonly depthPercent: number | null
  readonly answers: readonly PlacedAnswer[]
}

function measureGroups(
  contents: ExperimentContents,
  taskIndex: number,
  split: (cells: readonly PlacedAnswer[]) => readonly AnswerGroup[],
): RetrievalMeasure[] {
  const { manifest, cells } = contents
  return listVariants(manifest).flatMap((variant) => {
    const own = finishedCellsOf(cells, variant).filter((cell) => cell.task === taskIndex)
    return listContexts(manifest).flatMap((contextTokens) =>
      split(own.filter((cell) => cell.contextTokens === contextTokens).flatMap(toPlacedAnswer))
        .filter(({ answers }) => answers.length > 0)
        .map((group) => measureGroup(variant, contextTokens, group, manifest.spec.seed)),
    )
  })
}

function measureGroup(
  variant: Variant,
  contextTokens: number,
  { depthPercent, answers: placed }: AnswerGroup,
  seed: number,
): RetrievalMeasure {
  const answers = placed.map(({ answer }) => answer)
  const passes = answers.filter(({ passed }) => passed).length
  const entropies = answers.flatMap(({ uncertainty }) => uncertainty.entropyNats ?? [])
  const entropiesOfMean = answers.flatMap(({ uncertainty }) => uncertainty.entropyOfMeanNats ?? [])
  const normalized = answers.flatMap(({ uncertainty }) => uncertainty.normalizedEntropy ?? [])
  return {
    variant,
    contextTokens,
    depthPercent,
    placedDepthPercent:
      answers.reduce((total, { placedDepthPercent }) => total + placedDepthPercent, 0) / answers.length,
    movedHere:
      depthPercent === null
        ? 0
        : placed.filter(({ askedDepthPercent }) => askedDepthPercent !== depthPercent).length,
    failures: countFailures(answers.flatMap((answer) => failureOf(answer) ?? [])),
    cellIds: placed.map(({ cellId }) => cellId),
    passes,
    count: answers.length,
    passRate: computeProportion(passes, answers.length, 'prompt'),
    passRules: [...new Set(answers.flatMap(({ passRule }) => passRule ?? []))],
    score: answers.reduce((total, { score }) => total + score, 0) / answers.length,
    entropyNats: computeMean(entropies, { seed, unit: 'prompt' }),
    entropyOfMeanNats: computeMean(entropiesOfMean, null).value,
    normalizedEntropy: computeMean(normalized, null).value,
    needleMass: answers.reduce((total, answer) => total + answer.needleMass, 0) / answers.length,
  }
}

function toPlacedAnswer(cell: FinishedCell): PlacedAnswer[] {
  const { id, item, outcome } = cell
  if (outcome.kind !== 'answer') return []
  return [
    { cellId: id, askedDepthPercent: item.kind === 'prompt' ? item.depthPercent : null, answer: outcome },
  ]
}
