/** Retrieval heads: heads whose strongest key lies on the needle token that is being copied into the answer. */
import { RopewalkError, type PositionSpan } from '../../contract'

/** One decoding step of one head. */
export interface DecodingStep {
  /** Position of the head's largest key for the query that predicted the token. */
  readonly topKey: number
  /** The token that was then generated. */
  readonly generatedToken: number
}

/**
 * Retrieval-head score of one head on one sample: the share of needle positions that were copied, where a step copies
 * position i when i is the head's largest key, lies in the needle, and holds the token just generated.
 *
 * Range 0 .. 1; heads above 0.1 are called retrieval heads. A position counts once, as in the definition over the *set*
 * of copied tokens (Wu et al. 2024, arXiv 2404.15574, section 2); the authors' script counts repeats and can exceed 1.
 *
 * @param steps one per generated token, in order [steps]
 * @param promptTokens token ids of the prompt [n]
 * @param needle positions of the needle within the prompt
 * @throws RopewalkError `input.invalid` when the needle does not lie in the prompt
 */
export function computeRetrievalHeadScore(
  steps: readonly DecodingStep[],
  promptTokens: ArrayLike<number>,
  needle: PositionSpan,
): number {
  if (!(needle.first >= 0 && needle.end > needle.first && needle.end <= promptTokens.length))
    throw new RopewalkError(
      'input.invalid',
      `Needle outside the prompt: positions ${needle.first} .. ${needle.end - 1} of ${promptTokens.length}. ` +
        'Expected a span within the prompt. Take the span from the prompt that was built.',
    )
  const copied = new Set<number>()
  for (const { topKey, generatedToken } of steps) {
    const inNeedle = topKey >= needle.first && topKey < needle.end
    if (inNeedle && promptTokens[topKey] === generatedToken) copied.add(topKey)
  }
  return copied.size / (needle.end - needle.first)
}
