/** From pieces to tokens. */
import type { PositionSpan } from '../../contract'
import type { Tokenizer } from '../../engine/ports'
import { createPieceEncoder } from '../prompt'
import type { Piece } from './piece'

export interface EncodedPrompt {
  readonly tokens: readonly number[]
  readonly context: PositionSpan
  /** Neighbouring needle pieces are one needle. */
  readonly needles: readonly PositionSpan[]
}

export interface PromptEncoder {
  encode(pieces: readonly Piece[]): Promise<EncodedPrompt>
  count(pieces: readonly Piece[]): Promise<number>
  encodeText(text: string): Promise<Int32Array>
}

/** What was encoded once is remembered: prompts of all sizes share their pieces. */
export function createPromptEncoder(tokenizer: Tokenizer): PromptEncoder {
  const encoder = createPieceEncoder(tokenizer)
  const known = new Map<string, Int32Array>()
  const encodeText = async (text: string): Promise<Int32Array> => {
    const tokens = known.get(text) ?? (await (text === '\n' ? encoder.encodeNewline() : encoder.encode(text)))
    known.set(text, tokens)
    return tokens
  }
  return {
    encodeText,
    async count(pieces) {
      let count = encoder.start.length
      for (const { text } of pieces) count += (await encodeText(text)).length
      return count
    },
    async encode(pieces) {
      const tokens = [...encoder.start]
      const spans: (PositionSpan & Pick<Piece, 'role'>)[] = []
      for (const { text, role } of pieces) {
        const first = tokens.length
        for (const token of await encodeText(text)) tokens.push(token)
        spans.push({ first, end: tokens.length, role })
      }
      const context = spans.filter(({ role }) => role !== 'frame')
      return {
        tokens,
        context: { first: context[0].first, end: context[context.length - 1].end },
        needles: joinNeighbours(spans.filter(({ role }) => role === 'needle')),
      }
    },
  }
}

function joinNeighbours(spans: readonly PositionSpan[]): PositionSpan[] {
  return spans.reduce<PositionSpan[]>((joined, { first, end }) => {
    const last = joined.at(-1)
    if (last?.end !== first) return [...joined, { first, end }]
    return [...joined.slice(0, -1), { first: last.first, end }]
  }, [])
}
