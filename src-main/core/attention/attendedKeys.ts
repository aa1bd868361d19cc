/** Which keys an answer attended to, and which of them held the very tokens that it came to say. */

/** The largest keys of every row: of each head and each query that predicts a token of the answer. */
export interface TopKeyRows {
  /** Layers times heads. */
  readonly heads: number
  /** Positions of the queries [Q]. */
  readonly queryPositions: ArrayLike<number>
  /** Keys kept of a row. */
  readonly count: number
  /** Positions by falling weight [heads, Q, count]; -1 where fewer keys are visible. */
  readonly keys: ArrayLike<number>
  /** [heads, Q, count]. */
  readonly weights: ArrayLike<number>
}

export interface KeyWeight {
  readonly position: number
  /** Mean over rows of its weight where it is among the largest: at most the attention it gets, 0 .. 1. */
  readonly weight: number
}

/** Keys by falling mean weight; of equal weights the earlier comes first. */
export function rankAttendedKeys({ heads, queryPositions, count, keys, weights }: TopKeyRows): KeyWeight[] {
  const rows = heads * queryPositions.length
  const sums = new Map<number, number>()
  for (let i = 0; i < rows * count; i++)
    if (keys[i] >= 0) sums.set(keys[i], (sums.get(keys[i]) ?? 0) + weights[i])
  return [...sums]
    .map(([position, sum]) => ({ position, weight: sum / rows }))
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
}

/** A generated token, and the key that most heads had as their largest while it holds this very token. */
export interface CopiedToken {
  readonly position: number
  readonly token: number
  /** Heads whose largest key this was, of layers times heads. */
  readonly heads: number
}

/**
 * Generated tokens that at least one head may have copied, by their index in the answer: the query that predicts a token has
 * its largest key at a position that holds the same token. The criterion of retrieval heads (Wu et al. 2024, arXiv
 * 2404.15574, section 2), asked of every position; of several keys the one of most heads counts, of equal ones the earliest.
 *
 * @param sequence token ids of prompt and answer [n]
 * @param promptTokens length of the prompt: the query at its last position predicts the first token of the answer
 */
export function findCopiedTokens(
  rows: TopKeyRows,
  sequence: ArrayLike<number>,
  promptTokens: number,
): CopiedToken[] {
  const { heads, queryPositions, count, keys } = rows
  return Array.from(queryPositions).flatMap((position, query): CopiedToken[] => {
    if (position + 1 >= sequence.length) return []
    const headsOf = new Map<number, number>()
    for (let head = 0; head < heads; head++) {
      const key = keys[(head * queryPositions.length + query) * count]
      if (key >= 0 && sequence[key] === sequence[position + 1]) headsOf.set(key, (headsOf.get(key) ?? 0) + 1)
    }
    const [source] = [...headsOf].sort(([a, m], [b, n]) => n - m || a - b)
    return source === undefined
      ? []
      : [{ position: source[0], token: position + 1 - promptTokens, heads: source[1] }]
  })
}
