/** A RULER prompt before it is tokens, and how it grows. Types only. */

/** Pieces are encoded one by one, so that tokens can be counted and needles have a place. */
export interface Piece {
  readonly text: string
  /** `frame`: around the context. `context`: the haystack. `needle`: the part of the context that is asked for. */
  readonly role: 'frame' | 'context' | 'needle'
}

/** One sample of a subtask: everything is drawn but the size of its haystack. */
export interface Sample {
  /** The whole prompt with this many units (lines, sentences or words) of haystack; more units, more tokens. */
  write(units: number): readonly Piece[]
  readonly fewestUnits: number
  /** Infinity where units never run out. */
  readonly mostUnits: number
  /** Units of the texts; null where the haystack is made. */
  readonly textUnits: number | null
  /** Depth drawn for the first needle asked for; null where none has a place of its own. */
  readonly askedDepthPercent: number | null
  /** What the answer is to hold. */
  readonly references: readonly string[]
  readonly maxNewTokens: number
}

export const newline: Piece = { text: '\n', role: 'context' }

export function frame(text: string): Piece {
  return { text, role: 'frame' }
}
