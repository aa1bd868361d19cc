import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWordTokenizer } from '../../__tests__/wordTokenizer'
import { fillHaystack } from '../fillHaystack'
import { createPieceEncoder } from '../pieceEncoder'

const tokenizer = createWordTokenizer()
const encoder = createPieceEncoder(tokenizer)
/** 5, 5, 3 and 6 tokens, the full stop included; one more character of leading space changes no count. */
const sentences = ['The grass is green.', 'The sky is blue.', 'Here we.', 'There and back again now.']
const fill = (tokens: number, depthPercent: number, first = 0, depths = [depthPercent]) =>
  fillHaystack({ encoder, sentences, first, tokens, depthPercent, depths })

describe('fillHaystack', () => {
  it('takes the sentence boundary nearest to the depth, the later one in a tie', async () => {
    // Boundaries of 20 tokens from sentence 0: 0, 5, 10, 13, 19.
    const depths = [0, 12, 12.5, 13, 37, 38, 57, 57.5, 79, 80, 100]
    const placed = await Promise.all(depths.map((depth) => fill(20, depth)))
    expect(placed.map(({ prefix }) => prefix.length)).toEqual([0, 0, 5, 5, 5, 10, 10, 13, 13, 19, 19])
    expect(placed[10].placedDepthPercent).toBe(95)
  })

  it('goes on with the next sentence and cuts the last one at a token', async () => {
    const { prefix, suffix } = await fill(13, 40)
    expect(await tokenizer.decode(Int32Array.from(prefix))).toBe('The grass is green.')
    expect(await tokenizer.decode(Int32Array.from(suffix))).toBe('The sky is blue. Here we.')
    const cut = await fill(12, 40)
    expect(await tokenizer.decode(Int32Array.from(cut.suffix))).toBe('The sky is blue. Here we')
  })

  it('wraps round from any first sentence', async () => {
    const { suffix } = await fill(11, 0, 3)
    expect(await tokenizer.decode(Int32Array.from(suffix))).toBe(
      'There and back again now. The grass is green.',
    )
  })

  it('can be empty', async () => {
    expect(await fill(0, 50)).toEqual({ prefix: [], suffix: [], prefixTokens: [0], placedDepthPercent: 0 })
  })

  it('has exactly the tokens asked for, and prefixes that agree at all depths', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(400),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.nat(3),
        async (tokens, depth, first) => {
          const { prefix, suffix } = await fill(tokens, depth, first)
          expect(prefix.length + suffix.length).toBe(tokens)
          const deepest = await fill(tokens, 100, first, [100, depth])
          expect(deepest.prefix.slice(0, prefix.length)).toEqual(prefix)
          expect(deepest.prefixTokens).toContain(prefix.length)
        },
      ),
      { numRuns: 60 },
    )
  })
})
