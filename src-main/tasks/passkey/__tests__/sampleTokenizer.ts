/** The sample models' byte-level BPE, by GPT-2's rules (openai/gpt-2 `src/encoder.py`), from their list of merges. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Tokenizer } from '../../../engine/ports'

const mergesPath = new URL('../../../../tools/sample-model/tokenizer.json', import.meta.url)
const wordPattern = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu

export function readSampleTokenizer(): Tokenizer {
  const merges = z.array(z.string()).parse(JSON.parse(readFileSync(mergesPath, 'utf8')))
  const ranks = new Map(merges.map((merge, rank) => [merge, rank]))
  const alphabet = byteAlphabet()
  const ids = new Map(
    [...alphabet.ordered, ...merges.map((merge) => merge.replace(' ', ''))].map((t, i) => [t, i]),
  )
  const encodeWord = (word: string): number[] => {
    let symbols = Array.from(new TextEncoder().encode(word), (byte) => alphabet.ofByte[byte])
    for (;;) {
      const pairRanks = symbols.slice(1).map((next, i) => ranks.get(`${symbols[i]} ${next}`) ?? Infinity)
      const best = Math.min(...pairRanks)
      if (best === Infinity) return symbols.map((symbol) => ids.get(symbol) ?? -1)
      const at = pairRanks.indexOf(best)
      symbols = [...symbols.slice(0, at), symbols[at] + symbols[at + 1], ...symbols.slice(at + 2)]
    }
  }
  return {
    bosToken: ids.size,
    addsBos: true,
    endOfGenerationTokens: [ids.size + 1],
    encode: async (text) => Int32Array.from((text.match(wordPattern) ?? []).flatMap(encodeWord)),
    decode: async () => '',
  }
}

/** Bytes in GPT-2's order (printable ones first) and the character that stands for each. */
function byteAlphabet(): { ordered: string[]; ofByte: string[] } {
  const printable = [...range(0x21, 0x7e), ...range(0xa1, 0xac), ...range(0xae, 0xff)]
  const others = range(0, 255).filter((byte) => !printable.includes(byte))
  const ofByte: string[] = []
  for (const byte of printable) ofByte[byte] = String.fromCodePoint(byte)
  others.forEach((byte, n) => (ofByte[byte] = String.fromCodePoint(256 + n)))
  return { ordered: [...printable, ...others].map((byte) => ofByte[byte]), ofByte }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
