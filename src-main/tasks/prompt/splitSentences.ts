/**
 * The sentences of a text, on one line each. A sentence ends at a space that follows `.`, `!` or `?`, or one of these
 * and a closing quotation mark or bracket. Sentences with a digit are left out: they could be mistaken for a key.
 */
export function splitSentences(text: string): string[] {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?]) |(?<=[.!?][”’"')]) /)
    .filter((sentence) => sentence !== '' && !/\p{Nd}/u.test(sentence))
}
