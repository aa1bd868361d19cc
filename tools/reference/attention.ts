/** Causal softmax attention in float64, every row kept. */

interface AttentionShape {
  readonly heads: number
  readonly keyValueHeads: number
  readonly headDimensions: number
  /** Keys a query sees at most, its own included; Infinity without a sliding window. */
  readonly windowTokens: number
  /** c: scores become c tanh(score / c) (Gemma 2, arXiv 2408.00118 section 2); null without. */
  readonly scoreCap?: number | null
  /** Logits that take part in each head's softmax without a key [H] (gpt-oss); absent without. */
  readonly sinks?: Float64Array | undefined
}

interface AttentionOutput {
  /** p [H, n, n], 0 where the key is not visible; over the visible keys, so that what a sink takes away is given back. */
  readonly probabilities: Float64Array
  /** Share of a query's attention that its sink takes [H, n]; 0 without sinks. */
  readonly sinkShares: Float64Array
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
  { heads, keyValueHeads, headDimensions, windowTokens, scoreCap, sinks }: AttentionShape,
): AttentionOutput {
  const tokens = q.length / (heads * headDimensions)
  const probabilities = new Float64Array(heads * tokens * tokens)
  const sinkShares = new Float64Array(heads * tokens)
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
      if (scoreCap) for (let i = 0; i < row.length; i++) row[i] = scoreCap * Math.tanh(row[i] / scoreCap)
      const sinkShare = applySoftmax(row, sinks ? sinks[head] : -Infinity)
      sinkShares[head * tokens + query] = sinkShare
      for (let i = 0; i < row.length; i++) {
        const valueStart = keyAt(firstKey + i)
        const weight = (1 - sinkShare) * row[i]
        for (let c = 0; c < headDimensions; c++) mixed[queryStart + c] += weight * v[valueStart + c]
      }
    }
  }
  return { probabilities, sinkShares, mixed }
}

function dot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += a[aStart + i] * b[bStart + i]
  return sum
}

/** The row over its keys, in place; returns the share that the sink takes of the softmax over keys and sink. */
function applySoftmax(row: Float64Array, sink: number): number {
  let largest = -Infinity
  for (const score of row) largest = Math.max(largest, score)
  let sum = 0
  for (let i = 0; i < row.length; i++) {
    row[i] = Math.exp(row[i] - largest)
    sum += row[i]
  }
  for (let i = 0; i < row.length; i++) row[i] /= sum
  const ofSink = Math.exp(sink - largest)
  return ofSink / (sum + ofSink)
}
