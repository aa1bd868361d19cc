/**
 * A text cut behind its sentences without losing a character: the pieces joined are the text. A sentence ends behind `.`,
 * `!` or `?`, with closing quotation marks or brackets, where white space follows; that white space begins the next piece.
 */
export function cutSentences(text: string): string[] {
  return text.split(/(?<=[.!?][”’"')]*)(?=\s)/).filter((piece) => piece.trim() !== '')
}
