/** Rotary frequencies that a file asks for, and the rotation itself; shares nothing with the product's own formulas. */
import type { FileRope } from './reference-model'

/** theta'_j [d/2] in rad/token, and a, which multiplies the rotated channels of q and of k. */
export interface ReferenceRotation {
  readonly inverseFrequencies: ArrayLike<number>
  readonly attentionFactor: number
}

/** The pair j of a head's channels: (2j, 2j + 1), or (j, j + d/2). */
type PairLayout = 'adjacent' | 'halves'

/**
 * What llama.cpp computes without any setting: theta_j = b^(-2j/d) / divisor_j, over s for linear, and for YaRN
 * blended between both by a ramp in j, with a = 0.1 ln s + 1.
 * @param divisors `rope_freqs.weight` [d/2]; absent means 1.
 * Source: YaRN (arXiv 2309.00071) section 3.2 and equation 22; ggml `src/ggml-cpu/ops.cpp` (`rope_yarn`) and
 * `src/ggml.c` (`ggml_rope_yarn_corr_dims`) with beta 32 and 1.
 */
export function computeFileRotation(
  rope: FileRope,
  rotaryDimensions: number,
  divisors?: Float64Array,
): ReferenceRotation {
  const ramp = rope.scaling === 'yarn' ? computeRamp(rope, rotaryDimensions) : () => 1
  const scale = rope.scaling === 'none' ? 1 : rope.scale
  const inverseFrequencies = Float64Array.from({ length: rotaryDimensions / 2 }, (_, j) => {
    const plain = Math.exp((-2 * j * Math.log(rope.base)) / rotaryDimensions) / (divisors ? divisors[j] : 1)
    return plain * (1 - ramp(j) + ramp(j) / scale)
  })
  return { inverseFrequencies, attentionFactor: rope.scaling === 'yarn' ? 1 + 0.1 * Math.log(scale) : 1 }
}

/**
 * Rotates x [n, heads, headDimensions] in place: token i stands at `firstPosition` + i.
 * Channels from d = 2 x frequencies on are neither turned nor scaled.
 */
export function rotate(
  x: Float64Array,
  headDimensions: number,
  heads: number,
  layout: PairLayout,
  { inverseFrequencies, attentionFactor }: ReferenceRotation,
  firstPosition: number,
): void {
  const pairs = inverseFrequencies.length
  const [step, partner] = layout === 'adjacent' ? [2, 1] : [1, pairs]
  const tokens = x.length / (heads * headDimensions)
  for (let token = 0; token < tokens; token++)
    for (let j = 0; j < pairs; j++) {
      const phase = (firstPosition + token) * inverseFrequencies[j]
      const cosine = attentionFactor * Math.cos(phase)
      const sine = attentionFactor * Math.sin(phase)
      for (let head = 0; head < heads; head++) {
        const first = (token * heads + head) * headDimensions + step * j
        const [a, b] = [x[first], x[first + partner]]
        x[first] = a * cosine - b * sine
        x[first + partner] = a * sine + b * cosine
      }
    }
}

/** Share of interpolation per pair: 0 where a pair turns 32 times or more within L, 1 where once or less. */
function computeRamp(rope: FileRope, rotaryDimensions: number): (pair: number) => number {
  const pairTurning = (rotations: number) =>
    (rotaryDimensions / 2) *
    (Math.log(rope.originalContextTokens / (2 * Math.PI * rotations)) / Math.log(rope.base))
  const low = Math.max(0, Math.floor(pairTurning(32)))
  const high = Math.min(rotaryDimensions - 1, Math.ceil(pairTurning(1)))
  return (pair) => Math.min(1, Math.max(0, (pair - low) / Math.max(high - low, 0.001)))
}
