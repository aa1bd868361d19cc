/** Gated feed-forward networks in float64: down(activation(gate x) * (up x)), arXiv 2002.05202 section 2. */
import { applyMatrix } from './linear'

export interface FeedForwardWeights {
  /** [f, width]. */
  readonly gate: Float64Array
  readonly up: Float64Array
  /** [width, f]. */
  readonly down: Float64Array
}

/** x [n, width] to [n, width]; the activation is SiLU, or GELU in its tanh form (Gemma). */
export function feedForward(
  x: Float64Array,
  width: number,
  { gate, up, down }: FeedForwardWeights,
  activation: 'silu' | 'gelu',
): Float64Array {
  const activate = activation === 'silu' ? computeSilu : computeTanhGelu
  const gated = applyMatrix(gate, x, width)
  const lifted = applyMatrix(up, x, width)
  return applyMatrix(
    down,
    gated.map((value, i) => activate(value) * lifted[i]),
    down.length / width,
  )
}

function computeSilu(x: number): number {
  return x / (1 + Math.exp(-x))
}

/** arXiv 1606.08415, section 2. */
function computeTanhGelu(x: number): number {
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
}
