/** The tokenizer port on the engine's calls. */
import type { EngineClient, LoadedModel } from '../contract'
import type { Tokenizer } from './ports'

export function createTokenizer(client: EngineClient, model: LoadedModel): Tokenizer {
  const { modelId, bosToken, addsBos, endOfGenerationTokens } = model
  return {
    bosToken,
    addsBos,
    endOfGenerationTokens,
    encode: (text) => client.tokenize({ modelId, text, addSpecial: false }),
    decode: (tokens) => client.detokenize({ modelId, tokens }),
  }
}
