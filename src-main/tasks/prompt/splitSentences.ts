/** The sentences of a text that hold no key. */
import { areSentences, cutByUnicode } from './cutByUnicode'

/**
 * The sentences of a text, on one line each. A sentence ends at a space that follows `.`, `!` or `?`, or one of these
 * and a closing quotation mark or bracket; where a text has hardly any of these, by Unicode rules. Sentences with a digit are left
 * out: they could be mistaken for a key.
 */
export function splitSentences(text: string): string[] {
  const sentences = toOneLine(text).split(/(?<=[.!?]) |(?<=[.!?][”’"')]) /)
  return (areSentences(sentences) ? sentences : cutByUnicode(text).map(toOneLine)).filter(
    (sentence) => sentence !== '' && !/\p{Nd}/u.test(sentence),
  )
}

function toOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
