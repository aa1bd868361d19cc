/** Protocol `half-window`: what `llama-perplexity` of llama.cpp computes. */
import type { ScoringWindow } from '../ports'
import { checkTextLength } from './windowRequest'
import type { WindowRequest } from './windowRequest'

/**
 * Chunks of w tokens of the text (BOS before it where the model adds one), one after another; the first token of a chunk is
 * replaced by BOS; scored are positions w/2 + 1 .. w - 1 (ggml-org/llama.cpp `tools/perplexity/perplexity.cpp`). Lower than
 * `full-window`, since no token is scored with less than half a window before it: never put both on one axis.
 *
 * @throws RopewalkError `text.tooShort` below two chunks
 */
export function cutHalfWindow(request: WindowRequest): ScoringWindow {
  const { bosToken, contextTokens, window } = request
  const bosTokens = bosToken === null ? 0 : 1
  checkTextLength(request, Math.max(2, request.windows) * contextTokens - bosTokens)
  const start = window * contextTokens - bosTokens
  const tokens = new Int32Array(contextTokens)
  for (let position = 0; position < contextTokens; position++)
    tokens[position] = position === 0 && bosToken !== null ? bosToken : request.text[start + position]
  return { tokens, score: { first: Math.floor(contextTokens / 2) + 1, end: contextTokens } }
}
