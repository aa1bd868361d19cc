/** The random tensors of a gpt-oss layer that other architectures do not have. */
import type { GgufTensor } from './gguf-writer'
import type { ModelShape } from './model-shape'
import { generateNormals } from './random-source'
import type { RandomSource } from './random-source'
import { deviations, generateNorm, toTensor } from './random-tensors'

/** What gpt-oss has beside its attention matrices: biases, a sink logit per head, and experts behind a router. */
export function generateSinksAndExperts(
  { weightType, heads, keyValueHeads, headDimensions, feedForwardLength, experts = 1 }: ModelShape,
  random: RandomSource,
  width: number,
): GgufTensor[] {
  const keyWidth = keyValueHeads * headDimensions
  const vector = (name: string, shape: readonly number[], deviation: number) =>
    toTensor(
      name,
      shape,
      'F32',
      generateNormals(
        random,
        shape.reduce((product, extent) => product * extent, 1),
        deviation,
      ),
    )
  const ofExperts = (part: string, outputs: number, inputs: number, deviation: number) => [
    toTensor(
      `ffn_${part}_exps.weight`,
      [experts, outputs, inputs],
      weightType,
      generateNormals(random, experts * outputs * inputs, deviation / Math.sqrt(inputs)),
    ),
    vector(`ffn_${part}_exps.bias`, [experts, outputs], 0.2),
  ]
  return [
    vector('attn_q.bias', [width], 0.5),
    vector('attn_k.bias', [keyWidth], 0.5),
    vector('attn_v.bias', [keyWidth], 0.5),
    vector('attn_output.bias', [width], 0.2),
    vector('attn_sinks.weight', [heads], 2),
    generateNorm(random, 'post_attention_norm.weight', width),
    vector('ffn_gate_inp.weight', [experts, width], 1 / Math.sqrt(width)),
    vector('ffn_gate_inp.bias', [experts], 0.5),
    ...ofExperts('gate', feedForwardLength, width, deviations.feedForward),
    ...ofExperts('up', feedForwardLength, width, deviations.feedForward),
    ...ofExperts('down', width, feedForwardLength, deviations.feedForwardOutput),
  ]
}
