/** Tensors of seeded normals, by the deviations that keep a random model's attention far from uniform. */
import type { GgufTensor } from './gguf-writer'
import type { ModelShape } from './model-shape'
import { generateNormals } from './random-source'
import type { RandomSource } from './random-source'
import { encodeTensor } from './tensor-encoding'
import type { TensorType } from './tensor-encoding'

/** Deviations in units of 1 / sqrt(inputs), so that a unit-rms input gives outputs of this deviation. */
export const deviations = {
  queryKey: 1.5,
  value: 1,
  attentionOutput: 0.7,
  feedForward: 1,
  feedForwardOutput: 0.5,
  output: 2,
}
export function generateMatrix(
  { weightType }: Pick<ModelShape, 'weightType'>,
  random: RandomSource,
  name: string,
  outputs: number,
  inputs: number,
  deviation: number,
): GgufTensor {
  const values = generateNormals(random, outputs * inputs, deviation / Math.sqrt(inputs))
  return toTensor(`${name}.weight`, [outputs, inputs], weightType, values)
}

/** Weights around `mean`, uneven enough that leaving the norm's weight out is seen. */
export function generateNorm(random: RandomSource, name: string, length: number, mean = 1): GgufTensor {
  return toTensor(name, [length], 'F32', generateNormals(random, length, 0.1 * mean, mean))
}

export function toTensor(
  name: string,
  shape: readonly number[],
  type: TensorType,
  values: Float32Array,
): GgufTensor {
  return { name, shape, type, pieces: () => [encodeTensor(type, values)] }
}
