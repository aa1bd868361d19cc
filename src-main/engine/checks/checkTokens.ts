/** Token ids before they reach native code, which trusts them. */
import { RopewalkError } from '../../contract'

/** @throws RopewalkError `tokens.invalid` naming the first bad id and its place. */
export function checkTokens(tokens: Int32Array, vocabularySize: number): void {
  const bad = tokens.findIndex((token) => token < 0 || token >= vocabularySize)
  if (bad < 0) return
  throw new RopewalkError(
    'tokens.invalid',
    `Token not in the vocabulary: ${tokens[bad]} at position ${bad}. Expected 0 to ${vocabularySize - 1}. ` +
      "Tokenize the text with this model's tokenizer.",
    { token: tokens[bad], position: bad },
  )
}

/**
 * @param neededTokens prompt and what is generated after it
 * @throws RopewalkError `tokens.invalid` for none, `context.invalid` for more than the session holds.
 */
export function checkLength(neededTokens: number, promptTokens: number, contextTokens: number): void {
  if (promptTokens === 0)
    throw new RopewalkError(
      'tokens.invalid',
      'No tokens to evaluate: 0. Expected at least 1. Give a longer text.',
    )
  if (neededTokens <= contextTokens) return
  throw new RopewalkError(
    'context.invalid',
    `More tokens than the context holds: ${neededTokens}. Expected at most ${contextTokens}. ` +
      'Open the session with a longer context, or give fewer tokens.',
    { neededTokens, contextTokens },
  )
}
