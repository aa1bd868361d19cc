/** The result in one row per variant and length: what a run prints when it ends and what a report opens with. */
import { isTaskOf, taskFamily, type TaskFamily } from '../../contract'
import type { ExperimentContents } from '../contents'
import { computePerplexityMeasures } from './perplexity'
import { computeReadingEntropy } from './readingEntropy'
import { computeRetrievalByLength } from './retrieval'
import { nameTasks } from './taskNames'
import { listContexts, listVariants, type Variant } from './variants'

/** What a task gave at one variant and length; null and 0 where nothing finished, or where its family has no such measure. */
export interface TaskResult {
  /** Index in the spec. */
  readonly task: number
  readonly name: string
  readonly perplexity: number | null
  /** 0 .. 1. */
  readonly passRate: number | null
  readonly passes: number
  readonly prompts: number
  /** While reading; nats. */
  readonly readingEntropyNats: number | null
  /** While answering; nats. */
  readonly answerEntropyNats: number | null
}

export interface OverviewRow {
  readonly variant: Variant
  readonly contextTokens: number
  /** Of the first perplexity task. */
  readonly perplexity: number | null
  /** Of the first retrieval task, 0 .. 1. */
  readonly passRate: number | null
  readonly passes: number
  readonly prompts: number
  /** While reading for the first perplexity task; nats. */
  readonly readingEntropyNats: number | null
  /** While answering the first retrieval task; nats. */
  readonly answerEntropyNats: number | null
  /** Every task of the spec, in its order. */
  readonly tasks: readonly TaskResult[]
}

/** One row per variant and length of the spec, also where nothing finished. */
export function computeOverview(contents: ExperimentContents): OverviewRow[] {
  const { manifest } = contents
  const { tasks } = manifest.spec
  const readTasks = tasks.map((_, task) => createTaskReader(contents, task))
  const firstOf = (family: TaskFamily) => tasks.findIndex(({ kind }) => taskFamily(kind) === family)
  return listVariants(manifest).flatMap((variant) =>
    listContexts(manifest).map((contextTokens) => {
      const results = readTasks.map((read) => read(variant, contextTokens))
      const scored = firstOf('score') < 0 ? undefined : results.at(firstOf('score'))
      const answered = firstOf('answer') < 0 ? undefined : results.at(firstOf('answer'))
      return {
        variant,
        contextTokens,
        perplexity: scored?.perplexity ?? null,
        passRate: answered?.passRate ?? null,
        passes: answered?.passes ?? 0,
        prompts: answered?.prompts ?? 0,
        readingEntropyNats: scored?.readingEntropyNats ?? null,
        answerEntropyNats: answered?.answerEntropyNats ?? null,
        tasks: results,
      }
    }),
  )
}

/** Reads one task's result at a variant and length. */
function createTaskReader(
  contents: ExperimentContents,
  task: number,
): (variant: Variant, contextTokens: number) => TaskResult {
  const { tasks } = contents.manifest.spec
  const spec = tasks[task]
  const name = nameTasks(tasks)[task]
  const scored = isTaskOf(spec, 'score') ? computePerplexityMeasures(contents, task, spec) : []
  const reading = computeReadingEntropy(contents, task)
  const answers = isTaskOf(spec, 'answer') ? computeRetrievalByLength(contents, task) : []
  return (variant, contextTokens) => {
    const answered = answers.find((measure) => isAt(measure, variant, contextTokens))
    return {
      task,
      name,
      perplexity: scored.find((measure) => isAt(measure, variant, contextTokens))?.perplexity.value ?? null,
      passRate: answered?.passRate.value ?? null,
      passes: answered?.passes ?? 0,
      prompts: answered?.count ?? 0,
      readingEntropyNats:
        reading.find((measure) => isAt(measure, variant, contextTokens))?.entropyNats.value ?? null,
      answerEntropyNats: answered?.entropyNats.value ?? null,
    }
  }
}

function isAt(
  measure: { readonly variant: Variant; readonly contextTokens: number },
  variant: Variant,
  contextTokens: number,
): boolean {
  return (
    measure.variant.model === variant.model &&
    measure.variant.extension === variant.extension &&
    measure.contextTokens === contextTokens
  )
}
