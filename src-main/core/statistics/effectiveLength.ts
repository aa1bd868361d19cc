/** RULER's summaries of a score by context length (Hsieh et al., arXiv 2404.06654, section 4). */
import { RopewalkError } from '../../contract'

/** Average score of one context length, 0 .. 1. */
export interface LengthScore {
  readonly contextTokens: number
  readonly score: number
}

/** Llama-2-7B-chat at 4,096 tokens over RULER's 13 tasks: 85.6 %. */
export const rulerThreshold = 0.856

/**
 * The longest context length whose average score reaches the threshold, in tokens; shorter ones need not. Null where none
 * does. Says something only about scores averaged over the same tasks as the threshold's.
 *
 * @throws RopewalkError `input.invalid` for a length given twice or a score outside 0 .. 1
 */
export function computeEffectiveLength(
  scores: readonly LengthScore[],
  threshold: number = rulerThreshold,
): number | null {
  const reaching = sortByLength(scores).filter(({ score }) => score >= threshold)
  return reaching.at(-1)?.contextTokens ?? null
}

/**
 * Mean score with weights 1, 2, 3 ... that rise (`rising`: long contexts count most) or fall with the rank of the length.
 * 0 .. 1; null for no scores.
 *
 * @throws RopewalkError `input.invalid` for a length given twice or a score outside 0 .. 1
 */
export function computeLengthWeightedMean(
  scores: readonly LengthScore[],
  weights: 'rising' | 'falling',
): number | null {
  const sorted = sortByLength(scores)
  if (sorted.length === 0) return null
  const weightOf = (rank: number) => (weights === 'rising' ? rank + 1 : sorted.length - rank)
  const total = sorted.reduce((sum, { score }, rank) => sum + weightOf(rank) * score, 0)
  return total / ((sorted.length * (sorted.length + 1)) / 2)
}

function sortByLength(scores: readonly LengthScore[]): LengthScore[] {
  const sorted = scores.toSorted((a, b) => a.contextTokens - b.contextTokens)
  sorted.forEach(({ contextTokens, score }, rank) => {
    if (sorted[rank + 1]?.contextTokens === contextTokens || !(score >= 0 && score <= 1))
      throw new RopewalkError(
        'input.invalid',
        `Unusable score at ${contextTokens} tokens: ${score}. Expected one score between 0 and 1 for each length. ` +
          'Average the scores of a length first.',
        { contextTokens, score },
      )
  })
  return sorted
}
