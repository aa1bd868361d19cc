/** Encodes a prompt piece by piece, so that the place of each piece is known in tokens. */
import type { Tokenizer } from '../../engine/ports'

export interface PieceEncoder {
  /** BOS where the model adds one, else nothing. */
  readonly start: readonly number[]
  /** The line break that joins two parts. */
  encodeNewline(): Promise<Int32Array>
  /** A piece inside a prompt; its leading space, if it has one, counts, and none is added. */
  encode(text: string): Promise<Int32Array>
  readonly decode: (tokens: readonly number[]) => Promise<string>
}

/**
 * SentencePiece tokenizers put a space before a text of its own. A piece is therefore encoded behind a character whose
 * tokens are then cut off; where the two do not stay apart, the piece is encoded by itself.
 */
export function createPieceEncoder(tokenizer: Tokenizer): PieceEncoder {
  return {
    start: tokenizer.addsBos && tokenizer.bosToken !== null ? [tokenizer.bosToken] : [],
    encodeNewline: () => encodeBehind(tokenizer, 'x', '\n'),
    encode: (text) => encodeBehind(tokenizer, '\n', text),
    decode: (tokens) => tokenizer.decode(Int32Array.from(tokens)),
  }
}

async function encodeBehind(tokenizer: Tokenizer, anchor: string, text: string): Promise<Int32Array> {
  const anchorTokens = await tokenizer.encode(anchor)
  const joined = await tokenizer.encode(anchor + text)
  const apart = anchorTokens.every((token, position) => joined[position] === token)
  return apart ? joined.subarray(anchorTokens.length) : tokenizer.encode(text)
}
