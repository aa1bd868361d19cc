/** Causal softmax attention in float64, every row kept. */

interface AttentionShape {
  readonly heads: number
  readonly keyValueHeads: number
  readonly headDimensions: number
  /** Keys a query sees at most, its own included; Infinity without a sliding window. */
  readonly windowTokens: number
}

interface AttentionOutput {
  /** p [H, n, n], 0 where the key is not visible. */
  readonly probabilities: Float64Array
  /** [n, H, headDimensions]. */
  readonly mixed: Float64Array
}

/**
 * softmax(q k^T / sqrt(headDimensions)) v with q [n, H, dh] and k, v [n, H_kv, dh] already rotated;
 * query head h reads key head floor(h H_kv / H) (grouped-query attention, arXiv 2305.13245).
 */
export function attend(
  q: Float64Array,
  k: Float64Array,
  v: Float64Array,
  { heads, keyValueHeads, headDimensions, windowTokens }: AttentionShape,
): AttentionOutput {
  const tokens = q.length / (heads * headDimensions)
  const probabilities = new Float64Array(heads * tokens * tokens)
  const mixed = new Float64Array(q.length)
  for (let head = 0; head < heads; head++) {
    const keyHead = Math.floor((head * keyValueHeads) / heads)
    const keyAt = (token: number) => (token * keyValueHeads + keyHead) * headDimensions
    for (let query = 0; query < tokens; query++) {
      const rowStart = (head * tokens + query) * tokens
      const firstKey = Math.max(0, query + 1 - windowTokens)
      const queryStart = (query * heads + head) * headDimensions
      const row = probabilities.subarray(rowStart + firstKey, rowStart + query + 1)
      for (let i = 0; i < row.length; i++)
        row[i] = dot(q, queryStart, k, keyAt(firstKey + i), headDimensions) / Math.sqrt(headDimensions)
      applySoftmax(row)
      for (let i = 0; i < row.length; i++) {
        const valueStart = keyAt(firstKey + i)
        for (let c = 0; c < headDimensions; c++) mixed[queryStart + c] += row[i] * v[valueStart + c]
      }
    }
  }
  return { probabilities, mixed }
}

function dot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += a[aStart + i] * b[bStart + i]
  return sum
}

function applySoftmax(row: Float64Array): void {
  let largest = -Infinity
  for (const score of row) largest = Math.max(largest, score)
  let sum = 0
  for (let i = 0; i < row.length; i++) {
    row[i] = Math.exp(row[i] - largest)
    sum += row[i]
  }
  for (let i = 0; i < row.length; i++) row[i] /= sum
}
