/** A text cut behind its sentences. */
import { areSentences, cutByUnicode } from './cutByUnicode'

/**
 * No character is lost: the pieces joined are the text. A sentence ends behind `.`, `!` or `?`, with closing quotation marks or
 * brackets, where white space follows; that white space begins the next piece. Where a text has hardly any of these, its sentences
 * end by Unicode rules.
 */
export function cutSentences(text: string): string[] {
  const pieces = text.split(/(?<=[.!?][”’"')]*)(?=\s)/).filter((piece) => piece.trim() !== '')
  return areSentences(pieces) ? pieces : cutByUnicode(text)
}
