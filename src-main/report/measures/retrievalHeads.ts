/** Heads that copy the needle into the answer (Wu et al. 2024, arXiv 2404.15574), ranked by their score. */
import { computeMean, type Statistic } from '../../core/statistics'
import type { ExperimentContents } from '../contents'
import { finishedCellsOf, listVariants, type Variant } from './variants'

export interface RankedHead {
  readonly layer: number
  readonly head: number
  /** Mean score over the answers counted, 0 .. 1; answers are resampled. */
  readonly score: Statistic
}

export interface RetrievalHeadMeasure {
  readonly variant: Variant
  readonly layers: number
  readonly heads: number
  /** Answers of all lengths that retrieved: their score is above one half. Others say nothing about copying. */
  readonly answers: number
  /** Mean score [L x H]. */
  readonly scores: readonly number[]
  /** The heads of highest score, by falling score. */
  readonly ranking: readonly RankedHead[]
}

/** A head above this is called a retrieval head. */
export const RETRIEVAL_HEAD_SCORE = 0.1
/** As the authors count answers: ROUGE-1 recall above 50 %. */
const RETRIEVED_ABOVE = 0.5
const RANKED_HEADS = 10

/** One row per variant with an answer that retrieved. */
export function computeRetrievalHeads(
  { manifest, cells, retrievalScores }: ExperimentContents,
  taskIndex: number,
): RetrievalHeadMeasure[] {
  const design = { seed: manifest.spec.seed, unit: 'prompt' }
  return listVariants(manifest).flatMap((variant): RetrievalHeadMeasure[] => {
    const counted = finishedCellsOf(cells, variant).flatMap(({ id, task, outcome }) => {
      const scores = retrievalScores.get(id)
      const counts = task === taskIndex && outcome.kind === 'answer' && outcome.score > RETRIEVED_ABOVE
      return scores !== undefined && counts ? [scores] : []
    })
    if (counted.length === 0) return []
    const { layers, heads } = counted[0]
    const valuesOf = (head: number) => counted.map(({ scores }) => scores[head])
    const scores = Array.from(
      { length: layers * heads },
      (_, head) => valuesOf(head).reduce((total, value) => total + value, 0) / counted.length,
    )
    const ranked = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b)
    return [
      {
        variant,
        layers,
        heads,
        answers: counted.length,
        scores,
        ranking: ranked.slice(0, RANKED_HEADS).map((head) => ({
          layer: Math.floor(head / heads),
          head: head % heads,
          score: computeMean(valuesOf(head), design),
        })),
      },
    ]
  })
}
