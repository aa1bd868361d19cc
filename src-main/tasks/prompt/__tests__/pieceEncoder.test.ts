import { describe, expect, it } from 'vitest'
import { createWordTokenizer, withSpacePrefix } from '../../__tests__/wordTokenizer'
import type { Tokenizer } from '../../../engine/ports'
import { createPieceEncoder } from '../pieceEncoder'

describe('createPieceEncoder', () => {
  it('opens with BOS only where the model adds one', () => {
    expect(createPieceEncoder(createWordTokenizer()).start).toEqual([0])
    expect(createPieceEncoder(createWordTokenizer({ addsBos: false })).start).toEqual([])
  })

  it('encodes a piece as the tokenizer does where that adds nothing', async () => {
    const tokenizer = createWordTokenizer()
    const encoder = createPieceEncoder(tokenizer)
    for (const piece of ['The sky', ' 12345', 'a']) {
      expect(await encoder.encode(piece)).toEqual(await tokenizer.encode(piece))
    }
  })

  it('keeps out the space that a tokenizer puts before every text', async () => {
    const plain = createWordTokenizer()
    const tokenizer: Tokenizer = withSpacePrefix(plain)
    const encoder = createPieceEncoder(tokenizer)
    expect(await plain.decode(await encoder.encode('The sky'))).toBe('The sky')
    expect(await plain.decode(await encoder.encode(' 12345'))).toBe(' 12345')
    expect(await plain.decode(await encoder.encodeNewline())).toBe('\n')
  })

  it('encodes a piece by itself where it would merge with what stands before it', async () => {
    const tokenizer: Tokenizer = {
      ...createWordTokenizer(),
      encode: async (text) => Int32Array.of(text.length),
    }
    expect(await createPieceEncoder(tokenizer).encode('abc')).toEqual(Int32Array.of(3))
  })
})
