/** Gated feed-forward networks in float64: down(activation(gate x) * (up x)), arXiv 2002.05202 section 2. */
import { applyMatrix } from './linear'

export type GatedActivation = 'silu' | 'gelu' | 'clamped-swish'

export interface FeedForwardWeights {
  /** [f, width]. */
  readonly gate: Float64Array
  readonly up: Float64Array
  /** [width, f]. */
  readonly down: Float64Array
  /** [f], [f], [width]. */
  readonly biases?: { readonly gate: Float64Array; readonly up: Float64Array; readonly down: Float64Array }
}

/** x [n, width] to [n, width]; the activation is SiLU, GELU in its tanh form (Gemma), or the clamped one of gpt-oss. */
export function feedForward(
  x: Float64Array,
  width: number,
  { gate, up, down, biases }: FeedForwardWeights,
  activation: GatedActivation,
): Float64Array {
  const combine = combinations[activation]
  const gated = applyMatrix(gate, x, width, biases?.gate)
  const lifted = applyMatrix(up, x, width, biases?.up)
  return applyMatrix(
    down,
    gated.map((value, i) => combine(value, lifted[i])),
    down.length / width,
    biases?.down,
  )
}

const combinations: Readonly<Record<GatedActivation, (gate: number, up: number) => number>> = {
  silu: (gate, up) => computeSilu(gate) * up,
  gelu: (gate, up) => computeTanhGelu(gate) * up,
  'clamped-swish': computeClampedSwish,
}

/** gpt-oss: g sigmoid(1.702 g) (u + 1) with g <= 7 and |u| <= 7; llama.cpp `ggml_swiglu_oai`. */
function computeClampedSwish(gate: number, up: number): number {
  const g = Math.min(gate, 7)
  return (g / (1 + Math.exp(-1.702 * g))) * (Math.max(-7, Math.min(7, up)) + 1)
}

function computeSilu(x: number): number {
  return x / (1 + Math.exp(-x))
}

/** arXiv 1606.08415, section 2. */
function computeTanhGelu(x: number): number {
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
}
