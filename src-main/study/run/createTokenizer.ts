/** A loaded model's tokenizer. What was encoded once is remembered: prompts of a study share most of their pieces. */
import type { CancelSignal, EngineClient, LoadedModel } from '../../contract'
import type { Tokenizer } from '../../engine/ports'
import { untilCancelled } from '../untilCancelled'

export function createTokenizer(
  client: EngineClient,
  { modelId, bosToken, addsBos, endOfGenerationTokens }: LoadedModel,
  signal?: CancelSignal,
): Tokenizer {
  const encoded = new Map<string, Int32Array>()
  return {
    bosToken,
    addsBos,
    endOfGenerationTokens,
    async encode(text) {
      const known = encoded.get(text)
      if (known !== undefined) return known
      const tokens = await untilCancelled(signal, client.tokenize({ modelId, text, addSpecial: false }))
      encoded.set(text, tokens)
      return tokens
    },
    decode: (tokens) => untilCancelled(signal, client.detokenize({ modelId, tokens })),
  }
}
