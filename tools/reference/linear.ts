/** Matrix products and norms of the float64 transformer; every activation is row-major [tokens, channels]. */

/** x [n, inputs] times the transpose of `matrix` [outputs, inputs], plus `bias` [outputs] to every token: [n, outputs]. */
export function applyMatrix(
  matrix: Float64Array,
  x: Float64Array,
  inputs: number,
  bias?: Float64Array,
): Float64Array {
  const tokens = x.length / inputs
  const outputs = matrix.length / inputs
  const y = new Float64Array(tokens * outputs)
  for (let output = 0; output < outputs; output++) {
    const row = matrix.subarray(output * inputs, (output + 1) * inputs)
    const offset = bias ? bias[output] : 0
    for (let token = 0; token < tokens; token++) {
      const start = token * inputs
      let sum = offset
      for (let i = 0; i < inputs; i++) sum += row[i] * x[start + i]
      y[token * outputs + output] = sum
    }
  }
  return y
}

/** x / sqrt(mean(x^2) + epsilon) * weight over every run of `weight.length` values (RMSNorm, arXiv 1910.07467 eq. 4). */
export function normalise(x: Float64Array, weight: Float64Array, epsilon: number): Float64Array {
  const channels = weight.length
  const y = new Float64Array(x.length)
  for (let start = 0; start < x.length; start += channels) {
    let squares = 0
    for (let i = 0; i < channels; i++) squares += x[start + i] ** 2
    const scale = 1 / Math.sqrt(squares / channels + epsilon)
    for (let i = 0; i < channels; i++) y[start + i] = x[start + i] * scale * weight[i]
  }
  return y
}

export function add(x: Float64Array, y: Float64Array): Float64Array {
  return x.map((value, i) => value + y[i])
}
