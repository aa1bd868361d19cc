/** Where prompts of one haystack part. */

/**
 * Positions up to which a prompt agrees with those of the same haystack whose needle is as deep or shallower, rising, each once.
 *
 * @param haystackStart position of the haystack's first token
 * @param prefixTokens tokens of the haystack before the needle, at this depth and at each shallower one
 */
export function listReusePoints(haystackStart: number, prefixTokens: readonly number[]): number[] {
  return [...new Set(prefixTokens)].toSorted((a, b) => a - b).map((tokens) => haystackStart + tokens)
}
