/**
 * Tiny llama models whose attention is known in closed form. Nothing is ever added to the residual stream
 * (attention output and feed-forward output matrices are zero), so every layer sees the embeddings themselves;
 * queries come from a bias, so they do not depend on the token. Sequences start with BOS and hold it once.
 */
import { bosToken, byteVocabularySize } from './byte-tokenizer'
import { writeGguf } from './gguf-writer'
import type { GgufTensor } from './gguf-writer'
import { buildModelFile, rmsEpsilon } from './model-shape'
import type { ModelShape } from './model-shape'
import { createRandomSource, generateNormals } from './random-source'
import type { ReferenceRotation } from './rotary'
import { encodeTensor } from './tensor-encoding'

export type PlantedPattern = 'uniform' | 'look-back' | 'first-token'

export const plantedShape: ModelShape = {
  architecture: 'llama',
  layers: 2,
  heads: 4,
  keyValueHeads: 4,
  headDimensions: 32,
  rotaryDimensions: 32,
  feedForwardLength: 32,
  vocabularySize: byteVocabularySize,
  contextTokens: 256,
  ropeBase: 1e4,
  weightType: 'F32',
}

/** What the planted model's file asks for: theta_j = b^(-2j/d), a = 1. */
export const plainRotation: ReferenceRotation = {
  inverseFrequencies: Float64Array.from({ length: pairCount() }, (_, j) => plainFrequency(j)),
  attentionFactor: 1,
}

/** Writes the model of `pattern` to `path` and returns the path. */
export async function generatePlantedModel(path: string, pattern: PlantedPattern): Promise<string> {
  await writeGguf(path, buildModelFile(`planted ${pattern}`, plantedShape, listTensors(pattern)))
  return path
}

/** Tokens that a look-back head looks back when nothing is extended: head 0 is a previous-token head. */
export function lookBackTokens(head: number): number {
  return head + 1
}

/**
 * The attention row of a query at position q over keys 0..q [q + 1], softmax of these scores S(k), D = q - k:
 * - `uniform`: W_q = 0, so S = 0 and the row is 1 / (q + 1).
 * - `look-back`: query and key are constant vectors of length sqrt(g) in every pair j, turned against each other by
 *   t theta_j, t = `lookBackTokens`: S = a^2 g sum_j cos(D theta'_j - t theta_j) / sqrt(d), greatest at D = t when
 *   theta' = theta. g = 40 in layer 0, 80 in layer 1.
 * - `first-token`: only the key of BOS is not zero, and lies in the slowest pair z:
 *   S(0) = a^2 g cos(q theta'_z), S = 0 elsewhere. g = 2 (head + 1) + layer.
 * Source: rotation by relative distance, RoFormer (arXiv 2104.09864) equation 16.
 */
export function computePlantedRow(
  pattern: PlantedPattern,
  at: { readonly layer: number; readonly head: number; readonly query: number },
  rotation: ReferenceRotation = plainRotation,
): Float64Array {
  const scores = Float64Array.from({ length: at.query + 1 }, (_, key) =>
    computeScore(pattern, at, key, rotation),
  )
  const largest = scores.reduce((a, b) => Math.max(a, b))
  const weights = scores.map((score) => Math.exp(score - largest))
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((weight) => weight / sum)
}

function computeScore(
  pattern: PlantedPattern,
  { layer, head, query }: { readonly layer: number; readonly head: number; readonly query: number },
  key: number,
  { inverseFrequencies, attentionFactor }: ReferenceRotation,
): number {
  const distance = query - key
  switch (pattern) {
    case 'uniform':
      return 0
    case 'first-token': {
      const slowest = inverseFrequencies[pairCount() - 1]
      return key === 0
        ? attentionFactor ** 2 * firstTokenLogit(layer, head) * Math.cos(distance * slowest)
        : 0
    }
    case 'look-back': {
      let sum = 0
      for (let j = 0; j < pairCount(); j++)
        sum += Math.cos(distance * inverseFrequencies[j] - lookBackTokens(head) * plainFrequency(j))
      return (attentionFactor ** 2 * lookBackStrength(layer) * sum) / Math.sqrt(plantedShape.headDimensions)
    }
  }
}

function lookBackStrength(layer: number): number {
  return 40 * (layer + 1)
}

function firstTokenLogit(layer: number, head: number): number {
  return 2 * (head + 1) + layer
}

function pairCount(): number {
  return plantedShape.rotaryDimensions / 2
}

function plainFrequency(pair: number): number {
  return plantedShape.ropeBase ** ((-2 * pair) / plantedShape.rotaryDimensions)
}

const width = plantedShape.heads * plantedShape.headDimensions

function listTensors(pattern: PlantedPattern): GgufTensor[] {
  const { layers, feedForwardLength, vocabularySize } = plantedShape
  const random = createRandomSource(1)
  const perLayer = Array.from({ length: layers }, (_, layer) => {
    const zeros = (name: string, ...shape: number[]) =>
      toTensor(`blk.${layer}.${name}.weight`, shape, new Float32Array(shape.reduce((a, b) => a * b)))
    const bias = (name: string, values: Float32Array) =>
      toTensor(`blk.${layer}.${name}.bias`, [width], values)
    return [
      toTensor(`blk.${layer}.attn_norm.weight`, [width], new Float32Array(width).fill(1)),
      zeros('attn_q', width, width),
      bias('attn_q', buildQueryBias(pattern, layer)),
      toTensor(`blk.${layer}.attn_k.weight`, [width, width], buildKeyMatrix(pattern)),
      bias('attn_k', buildKeyBias(pattern, layer)),
      zeros('attn_v', width, width),
      zeros('attn_output', width, width),
      toTensor(`blk.${layer}.ffn_norm.weight`, [width], new Float32Array(width).fill(1)),
      zeros('ffn_gate', feedForwardLength, width),
      zeros('ffn_up', feedForwardLength, width),
      zeros('ffn_down', width, feedForwardLength),
    ]
  })
  return [
    toTensor('token_embd.weight', [vocabularySize, width], buildEmbedding()),
    ...perLayer.flat(),
    toTensor('output_norm.weight', [width], new Float32Array(width).fill(1)),
    toTensor(
      'output.weight',
      [vocabularySize, width],
      generateNormals(random, vocabularySize * width, 2 / Math.sqrt(width)),
    ),
  ]
}

/** Signs in every channel; channel 0 is 1 for BOS and 0 for all other tokens, so BOS has rms 1 exactly. */
function buildEmbedding(): Float32Array {
  const random = createRandomSource(2)
  return Float32Array.from({ length: byteVocabularySize * width }, (_, i) => {
    const sign = random.nextNormal() < 0 ? -1 : 1
    if (i % width > 0) return sign
    return i / width === bosToken ? 1 : 0
  })
}

function buildQueryBias(pattern: PlantedPattern, layer: number): Float32Array {
  return mapChannels((head, pair, part) => {
    if (pattern === 'look-back') return Math.sqrt(lookBackStrength(layer)) * [1, 0][part]
    if (pattern === 'first-token' && pair === pairCount() - 1 && part === 0)
      return firstTokenLogit(layer, head) * Math.sqrt(plantedShape.headDimensions)
    return 0
  })
}

/** Uniform rows need keys that are not zero, or a wrong query would go unseen. */
function buildKeyBias(pattern: PlantedPattern, layer: number): Float32Array {
  return mapChannels((head, pair, part) => {
    if (pattern === 'uniform') return 1
    if (pattern === 'first-token') return 0
    const phase = lookBackTokens(head) * plainFrequency(pair)
    return Math.sqrt(lookBackStrength(layer)) * [Math.cos(phase), Math.sin(phase)][part]
  })
}

/** `first-token` reads channel 0 into the first channel of every head's slowest pair, undoing the norm's epsilon. */
function buildKeyMatrix(pattern: PlantedPattern): Float32Array {
  const matrix = new Float32Array(width * width)
  if (pattern !== 'first-token') return matrix
  for (let head = 0; head < plantedShape.heads; head++) {
    const output = head * plantedShape.headDimensions + 2 * (pairCount() - 1)
    matrix[output * width] = Math.sqrt(1 + rmsEpsilon)
  }
  return matrix
}

/** One value per channel [heads * d]; llama files rotate adjacent channels, so `part` is 0 or 1 within a pair. */
function mapChannels(value: (head: number, pair: number, part: number) => number): Float32Array {
  const { headDimensions } = plantedShape
  return Float32Array.from({ length: width }, (_, channel) =>
    value(Math.floor(channel / headDimensions), Math.floor((channel % headDimensions) / 2), channel % 2),
  )
}

function toTensor(name: string, shape: readonly number[], values: Float32Array): GgufTensor {
  return { name, shape, type: 'F32', pieces: () => [encodeTensor('F32', values)] }
}
