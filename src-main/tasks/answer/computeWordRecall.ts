/** The score of Fu et al. 2024 for an answer in words. */

/**
 * |distinct words of the response that are words of the answer| / number of words of the answer, both in lower case and cut
 * at white space (FranxYao/Long-Context-Data-Engineering `eval/needle/visualize.py`). Punctuation belongs to its word. A word
 * that the answer has twice counts once above and twice below, so that a perfect response may stay under 1: "eat a sandwich
 * and sit in dolores park on a sunny day." has 12 words, 11 of them distinct, and a ceiling of 11 / 12.
 *
 * @returns 0 .. 1; 0 for an answer without words
 */
export function computeWordRecall(response: string, answer: string): number {
  const answerWords = splitWords(answer)
  const responseWords = new Set(splitWords(response))
  const found = new Set(answerWords.filter((word) => responseWords.has(word)))
  return answerWords.length === 0 ? 0 : found.size / answerWords.length
}

function splitWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}
