/**
 * Small models with seeded random weights, one per case the engine must handle. Their attention is far from
 * uniform: logits have a deviation of about 2, and a component shared by all embeddings makes them depend on distance.
 */
import { byteVocabularySize } from './byte-tokenizer'
import { writeGguf } from './gguf-writer'
import type { GgufTensor } from './gguf-writer'
import { buildModelFile } from './model-shape'
import type { ModelShape } from './model-shape'
import { createRandomSource, generateNormals } from './random-source'
import type { RandomSource } from './random-source'
import { generateSinksAndExperts } from './random-experts'
import { deviations, generateMatrix, generateNorm, toTensor } from './random-tensors'

export interface RandomModelRecipe extends ModelShape {
  readonly seed: number
  /** Tied: the output matrix is the embedding matrix. */
  readonly output: 'tied' | 'separate'
  /** `rope_freqs.weight` [d/2]: divisors of the plain frequencies. */
  readonly ropeDivisors?: readonly number[]
}

const llama: RandomModelRecipe = {
  architecture: 'llama',
  seed: 1,
  layers: 4,
  heads: 4,
  keyValueHeads: 4,
  headDimensions: 32,
  rotaryDimensions: 32,
  feedForwardLength: 256,
  vocabularySize: byteVocabularySize,
  contextTokens: 256,
  ropeBase: 1e4,
  weightType: 'F32',
  output: 'separate',
}

const grouped = { layers: 3, heads: 8, keyValueHeads: 2, headDimensions: 16, rotaryDimensions: 16 }

/** Every recipe by the name of the case it stands for. */
export const randomModelRecipes = {
  llama,
  'llama-q8': { ...llama, seed: 2, weightType: 'Q8_0' },
  'llama-f16': { ...llama, seed: 3, weightType: 'F16', output: 'tied' },
  'llama-grouped': { ...llama, ...grouped, seed: 4, output: 'tied' },
  'llama-wide-heads': { ...llama, ...grouped, seed: 5, layers: 2, headDimensions: 64, rotaryDimensions: 64 },
  'llama-divisors': {
    ...llama,
    seed: 6,
    ropeDivisors: [1, 1, 1, 1, 1, 1, 1.2, 1.6, 2.3, 3.4, 5, 8, 8, 8, 8, 8],
  },
  'llama-linear': {
    ...llama,
    seed: 7,
    contextTokens: 512,
    ropeScaling: { type: 'linear', scale: 4, originalContextTokens: 128 },
  },
  'llama-yarn': {
    ...llama,
    seed: 8,
    contextTokens: 1024,
    ropeScaling: { type: 'yarn', scale: 4, originalContextTokens: 256 },
  },
  qwen2: { ...llama, ...grouped, architecture: 'qwen2', seed: 9, ropeBase: 1e6 },
  gemma3: {
    ...llama,
    ...grouped,
    architecture: 'gemma3',
    seed: 10,
    layers: 4,
    ropeBase: 1e6,
    output: 'tied',
    slidingWindow: { windowTokens: 16, pattern: 2, ropeBase: 1e4 },
  },
  /** Scores have a deviation of about 2: a cap of 3 bends them. */
  gemma2: {
    ...llama,
    ...grouped,
    architecture: 'gemma2',
    seed: 12,
    layers: 4,
    output: 'tied',
    slidingWindow: { windowTokens: 16, pattern: 2, ropeBase: 1e4 },
    logitCaps: { attention: 3, final: 6 },
  },
  'gpt-oss': {
    ...llama,
    ...grouped,
    architecture: 'gpt-oss',
    seed: 13,
    layers: 4,
    ropeBase: 150_000,
    feedForwardLength: 64,
    slidingWindow: { windowTokens: 16, pattern: 2, ropeBase: 150_000 },
    experts: 2,
  },
  'chatglm-partial': { ...llama, ...grouped, architecture: 'chatglm', seed: 11, rotaryDimensions: 8 },
} as const satisfies Record<string, RandomModelRecipe>

export type RandomModelName = keyof typeof randomModelRecipes

/** Writes the model of `recipe` to `path` and returns the path. */
export async function generateRandomModel(path: string, recipe: RandomModelRecipe): Promise<string> {
  await writeGguf(path, buildModelFile(`random ${recipe.architecture}`, recipe, generateTensors(recipe)))
  return path
}

/** Share of every embedding that all tokens have in common. */
const commonShare = 0.6

function generateTensors(recipe: RandomModelRecipe): GgufTensor[] {
  const random = createRandomSource(recipe.seed)
  const width = recipe.heads * recipe.headDimensions
  const layers = Array.from({ length: recipe.layers }, (_, layer) =>
    generateLayer(recipe, random, width).map((tensor) => ({
      ...tensor,
      name: `blk.${layer}.${tensor.name}`,
    })),
  )
  const tensors = [
    toTensor(
      'token_embd.weight',
      [recipe.vocabularySize, width],
      recipe.weightType,
      generateEmbedding(recipe, random),
    ),
    ...layers.flat(),
    generateNorm(random, 'output_norm.weight', width, findOutputNorm(recipe)),
  ]
  if (recipe.output === 'separate')
    tensors.push(generateMatrix(recipe, random, 'output', recipe.vocabularySize, width, deviations.output))
  if (recipe.ropeDivisors) {
    const divisors = Float32Array.from(recipe.ropeDivisors)
    tensors.push(toTensor('rope_freqs.weight', [divisors.length], 'F32', divisors))
  }
  return tensors
}

/**
 * Tied embeddings are small against what the layers add, or every token would predict itself; gemma multiplies them
 * by sqrt(width) on the way in.
 */
function findEmbeddingDeviation({ architecture, output, heads, headDimensions }: RandomModelRecipe): number {
  if (output === 'separate') return 1
  return architecture === 'gemma2' || architecture === 'gemma3'
    ? 0.1 / Math.sqrt(heads * headDimensions)
    : 0.1
}

/** Mean weight of the last norm: makes up for a small tied matrix. */
function findOutputNorm(recipe: RandomModelRecipe): number {
  if (recipe.output === 'separate') return 1
  return (
    deviations.output / (findEmbeddingDeviation(recipe) * Math.sqrt(recipe.heads * recipe.headDimensions))
  )
}

function generateEmbedding(recipe: RandomModelRecipe, random: RandomSource): Float32Array {
  const width = recipe.heads * recipe.headDimensions
  const deviation = findEmbeddingDeviation(recipe)
  const common = generateNormals(random, width, deviation * commonShare)
  const ownDeviation = deviation * Math.sqrt(1 - commonShare ** 2)
  const own = generateNormals(random, recipe.vocabularySize * width, ownDeviation)
  return own.map((value, i) => value + common[i % width])
}

function generateLayer(recipe: RandomModelRecipe, random: RandomSource, width: number): GgufTensor[] {
  const { architecture, feedForwardLength } = recipe
  const keyWidth = recipe.keyValueHeads * recipe.headDimensions
  const matrix = (name: string, outputs: number, inputs: number, deviation: number) =>
    generateMatrix(recipe, random, name, outputs, inputs, deviation)
  const attention = [
    generateNorm(random, 'attn_norm.weight', width),
    matrix('attn_q', width, width, deviations.queryKey),
    matrix('attn_k', keyWidth, width, deviations.queryKey),
    matrix('attn_v', keyWidth, width, deviations.value),
    matrix('attn_output', width, width, deviations.attentionOutput),
  ]
  if (architecture === 'gpt-oss') return [...attention, ...generateSinksAndExperts(recipe, random, width)]
  const tensors = [
    ...attention,
    generateNorm(random, 'ffn_norm.weight', width),
    matrix('ffn_down', width, feedForwardLength, deviations.feedForwardOutput),
  ]
  if (architecture === 'chatglm')
    return [...tensors, matrix('ffn_up', 2 * feedForwardLength, width, deviations.feedForward)]
  tensors.push(
    matrix('ffn_gate', feedForwardLength, width, deviations.feedForward),
    matrix('ffn_up', feedForwardLength, width, deviations.feedForward),
  )
  if (architecture === 'qwen2')
    for (const [name, length] of [
      ['attn_q.bias', width],
      ['attn_k.bias', keyWidth],
      ['attn_v.bias', keyWidth],
    ] as const)
      tensors.push(toTensor(name, [length], 'F32', generateNormals(random, length, 0.5)))
  if (architecture === 'gemma3')
    tensors.push(
      generateNorm(random, 'attn_q_norm.weight', recipe.headDimensions, deviations.queryKey),
      generateNorm(random, 'attn_k_norm.weight', recipe.headDimensions, deviations.queryKey),
    )
  if (architecture === 'gemma2' || architecture === 'gemma3')
    tensors.push(
      generateNorm(random, 'post_attention_norm.weight', width, deviations.attentionOutput),
      generateNorm(random, 'post_ffw_norm.weight', width, deviations.feedForwardOutput),
    )
  return tensors
}
