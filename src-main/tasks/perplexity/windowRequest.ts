/** What all protocols cut their windows from. */
import { RopewalkError } from '../../contract'
import type { ScoringWindow } from '../ports'

export interface WindowRequest {
  readonly textPath: string
  /** The whole text, without BOS. */
  readonly text: Int32Array
  /** Null where the model adds none. */
  readonly bosToken: number | null
  readonly contextTokens: number
  /** Windows (or documents) of the task, and which of them is wanted. */
  readonly windows: number
  readonly window: number
}

/** Tokens of text in a window of n tokens: BOS takes one. */
export function countTextTokens(request: WindowRequest): number {
  return request.contextTokens - (request.bosToken === null ? 0 : 1)
}

/** BOS where there is one, then the text; scored from the first position that has a probability, unless told otherwise. */
export function openWindow(request: WindowRequest, text: Int32Array, scoredTokens?: number): ScoringWindow {
  const tokens = request.bosToken === null ? text : Int32Array.from([request.bosToken, ...text])
  const first = scoredTokens === undefined ? 1 : Math.max(1, tokens.length - scoredTokens)
  return { tokens, score: { first, end: tokens.length } }
}

/** @throws RopewalkError `text.tooShort` unless the text has `neededTokens` tokens */
export function checkTextLength(request: WindowRequest, neededTokens: number): void {
  if (request.text.length >= neededTokens) return
  throw new RopewalkError(
    'text.tooShort',
    `Text too short: ${request.textPath} has ${request.text.length} tokens. Expected ${neededTokens} or more for ` +
      `${request.windows} x ${request.contextTokens} tokens. Choose a longer text, fewer windows or a shorter context.`,
    { text: request.textPath, textTokens: request.text.length, neededTokens },
  )
}

/** Part `window` of the text cut into `windows` equal documents; the same tokens under every context length. */
export function cutDocument({ text, windows, window }: WindowRequest): Int32Array {
  const documentTokens = Math.floor(text.length / windows)
  return text.subarray(window * documentTokens, (window + 1) * documentTokens)
}
