/** The result in one row per variant and length: what a run prints when it ends and what a report opens with. */
import type { ExperimentContents } from '../contents'
import { computePerplexityMeasures } from './perplexity'
import { computeReadingEntropy } from './readingEntropy'
import { computeRetrievalByLength } from './retrieval'
import { listContexts, listVariants, type Variant } from './variants'

export interface OverviewRow {
  readonly variant: Variant
  readonly contextTokens: number
  /** Of the first perplexity task. */
  readonly perplexity: number | null
  /** Of the first retrieval task, 0 .. 1. */
  readonly passRate: number | null
  readonly passes: number
  readonly prompts: number
  /** While reading; nats. */
  readonly readingEntropyNats: number | null
  /** While answering the first retrieval task; nats. */
  readonly answerEntropyNats: number | null
}

/** One row per variant and length of the spec, also where nothing finished. */
export function computeOverview(contents: ExperimentContents): OverviewRow[] {
  const { manifest } = contents
  const perplexityIndex = manifest.spec.tasks.findIndex(({ kind }) => kind === 'perplexity')
  const perplexityTask = manifest.spec.tasks[perplexityIndex]
  const retrievalIndex = manifest.spec.tasks.findIndex(({ kind }) => kind !== 'perplexity')
  const perplexities =
    perplexityTask?.kind === 'perplexity'
      ? computePerplexityMeasures(contents, perplexityIndex, perplexityTask)
      : []
  const reading = computeReadingEntropy(contents)
  const retrieval = computeRetrievalByLength(contents, retrievalIndex)
  return listVariants(manifest).flatMap((variant) =>
    listContexts(manifest).map((contextTokens) => {
      const here = (measure: { variant: Variant; contextTokens: number }) =>
        measure.variant.model === variant.model &&
        measure.variant.extension === variant.extension &&
        measure.contextTokens === contextTokens
      const answers = retrieval.find(here)
      return {
        variant,
        contextTokens,
        perplexity: perplexities.find(here)?.perplexity.value ?? null,
        passRate: answers?.passRate.value ?? null,
        passes: answers?.passes ?? 0,
        prompts: answers?.count ?? 0,
        readingEntropyNats: reading.find(here)?.entropyNats.value ?? null,
        answerEntropyNats: answers?.entropyNats.value ?? null,
      }
    }),
  )
}
