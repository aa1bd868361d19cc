/**
 * A tokenizer that llama.cpp can use without training one: token id = byte value, then BOS and EOS.
 * Model `gpt2`, so tokens are spelt in the printable alphabet of GPT-2's byte-to-character table, and without
 * merges every text becomes its UTF-8 bytes. Larger vocabularies are filled with tokens that no text yields.
 */
import type { GgufValue } from './gguf-writer'

export const bosToken = 256
export const eosToken = 257
/** 256 bytes, BOS, EOS: the smallest vocabulary. */
export const byteVocabularySize = 258

/** Metadata of the tokenizer for a vocabulary of `vocabularySize` >= 258 tokens. BOS is added to every text. */
export function buildByteTokenizer(vocabularySize: number): [string, GgufValue][] {
  const fillers = Array.from({ length: vocabularySize - byteVocabularySize }, (_, i) => `<filler_${i}>`)
  const tokens = [...byteCharacters(), '<s>', '</s>', ...fillers]
  const kinds = tokens.map((_, id) =>
    id === bosToken || id === eosToken ? tokenKinds.control : tokenKinds.normal,
  )
  return [
    ['tokenizer.ggml.model', { type: 'string', value: 'gpt2' }],
    ['tokenizer.ggml.pre', { type: 'string', value: 'gpt-2' }],
    ['tokenizer.ggml.tokens', { type: 'strings', value: tokens }],
    ['tokenizer.ggml.token_type', { type: 'i32s', value: kinds }],
    ['tokenizer.ggml.merges', { type: 'strings', value: [] }],
    ['tokenizer.ggml.bos_token_id', { type: 'u32', value: bosToken }],
    ['tokenizer.ggml.eos_token_id', { type: 'u32', value: eosToken }],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: true }],
  ]
}

/** `llama_token_type` in llama.cpp `include/llama.h`. */
const tokenKinds = { normal: 1, control: 3 }

/** GPT-2 (`encoder.py`, `bytes_to_unicode`): printable Latin-1 stands for itself, the rest is counted from U+0100. */
function byteCharacters(): string[] {
  let unprintable = 0
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(isPrintable(byte) ? byte : 256 + unprintable++),
  )
}

function isPrintable(byte: number): boolean {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
}
