/** The word that a token belongs to. */

/**
 * From the last token with white space before it up to the next one, without that white space. White space alone is
 * written as JSON does (`\n`), and nothing, as control tokens have it, is the empty string.
 *
 * @param texts of consecutive tokens; a word that goes on beyond them is cut there
 * @param index of the token asked about
 */
export function findWord(texts: readonly string[], index: number): string {
  const own = texts[index]
  if (own.trim() === '') return JSON.stringify(own).slice(1, -1)
  let first = index
  while (first > 0 && joins(texts[first - 1], texts[first])) first--
  let end = index + 1
  while (end < texts.length && joins(texts[end - 1], texts[end])) end++
  return texts.slice(first, end).join('').trim()
}

/** Whether one word holds both: no white space between them, and neither is a control token. */
function joins(left: string, right: string): boolean {
  return left !== '' && right !== '' && !/\s$/.test(left) && !/^\s/.test(right)
}
