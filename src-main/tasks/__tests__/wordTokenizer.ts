/** A tokenizer for tests: words with their leading space, single digits, single other characters. A token's id is a hash. */
import type { Tokenizer } from '../../engine/ports'

export const bosToken = 0
export const eosToken = 1

export function createWordTokenizer({ addsBos = true } = {}): Tokenizer {
  const texts = new Map<number, string>()
  const idOf = (text: string): number => {
    const id = 2 + (hash(text) >>> 2)
    const known = texts.get(id)
    if (known !== undefined && known !== text) throw new Error(`${known} and ${text} have the same id.`)
    texts.set(id, text)
    return id
  }
  return {
    bosToken: addsBos ? bosToken : null,
    addsBos,
    endOfGenerationTokens: [eosToken],
    encode: async (text) => Int32Array.from(text.match(/ ?\p{L}+|[^]/gu) ?? [], idOf),
    decode: async (tokens) => Array.from(tokens, (token) => texts.get(token) ?? '').join(''),
  }
}

/** As SentencePiece does it: every text of its own gets a leading space. */
export function withSpacePrefix(tokenizer: Tokenizer): Tokenizer {
  return { ...tokenizer, encode: (text) => tokenizer.encode(` ${text}`) }
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits. */
function hash(text: string): number {
  return Array.from(text).reduce(
    (state, character) => Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619),
    2166136261,
  )
}
