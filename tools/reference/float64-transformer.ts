/**
 * A plain float64 transformer for small GGUF models: the numbers the engine must reproduce. Nothing is cached or
 * fused, one sequence is computed from its first token, and no formula is shared with the product.
 * Architectures: llama and chatglm (adjacent pairs), qwen2, gemma2, gemma3 and gpt-oss (halves).
 */
import { attend } from './attention'
import { mixExperts } from './experts'
import { feedForward } from './feed-forward'
import type { FeedForwardWeights } from './feed-forward'
import { add, applyMatrix, normalise } from './linear'
import { findTensor } from './reference-model'
import type { ReferenceModel } from './reference-model'
import { computeFileRotation, rotate } from './rotary'
import type { ReferenceRotation } from './rotary'

export interface ReferenceOptions {
  /** Replaces the file's rotation and divisors; sliding-window layers keep the file's own. */
  readonly rotation?: ReferenceRotation
  /** Position of the first token, by default 0. */
  readonly firstPosition?: number
}

export interface ReferenceResult {
  readonly layers: number
  readonly heads: number
  /** n. */
  readonly tokens: number
  /** [n, vocabulary]. */
  readonly logits: Float64Array
  /** NLL of token i given those before it, in nats [n]; NaN for the first. */
  readonly nllNats: Float64Array
  /** p[layer] is [H, n, n], 0 where the key is not visible. */
  readonly attention: readonly Float64Array[]
  /** Mean share of the attention that learned sinks take, over layers, heads and queries; 0 without sinks. */
  readonly learnedSinkMass: number
  /** Keys that a query sees at most in each layer; Infinity without a sliding window [layers]. */
  readonly windowTokens: readonly number[]
}

/** Logits, NLL and all attention rows of `tokens` [n]; meant for n up to about 300. */
export function computeReference(
  model: ReferenceModel,
  tokens: ArrayLike<number>,
  options: ReferenceOptions = {},
): ReferenceResult {
  const { tensors, width, layers, heads, rmsEpsilon } = model
  let residual = embed(model, tokens)
  const attention: Float64Array[] = []
  const windowTokens: number[] = []
  let sinkSum = 0
  for (let layer = 0; layer < layers; layer++) {
    const attended = computeAttention(model, layer, residual, options)
    attention.push(attended.probabilities)
    sinkSum += attended.sinkShares.reduce((a, b) => a + b)
    windowTokens.push(attended.windowTokens)
    residual = add(residual, attended.output)
    residual = add(residual, computeFeedForward(model, layer, residual))
  }
  const output = tensors.get('output.weight') ?? findTensor(tensors, 'token_embd.weight')
  const final = normalise(residual, findTensor(tensors, 'output_norm.weight'), rmsEpsilon)
  const logits = capLogits(applyMatrix(output, final, width), model.logitCaps?.final)
  const nllNats = computeNll(logits, tokens)
  const learnedSinkMass = sinkSum / (layers * heads * tokens.length)
  return { layers, heads, tokens: tokens.length, logits, nllNats, attention, learnedSinkMass, windowTokens }
}

function capLogits(logits: Float64Array, cap: number | undefined): Float64Array {
  return cap === undefined ? logits : logits.map((logit) => cap * Math.tanh(logit / cap))
}

function isGemma(architecture: string): boolean {
  return architecture === 'gemma2' || architecture === 'gemma3'
}

/** Embeddings [n, width]; Gemma scales them by sqrt(width) (llama.cpp `src/models/gemma3.cpp`). */
function embed(
  { architecture, tensors, width, vocabularySize }: ReferenceModel,
  tokens: ArrayLike<number>,
): Float64Array {
  const table = findTensor(tensors, 'token_embd.weight')
  const scale = isGemma(architecture) ? Math.sqrt(width) : 1
  const x = new Float64Array(tokens.length * width)
  for (let i = 0; i < tokens.length; i++) {
    if (!(tokens[i] >= 0 && tokens[i] < vocabularySize))
      throw new Error(`Token out of range: ${tokens[i]}. Expected 0 to ${vocabularySize - 1}.`)
    for (let c = 0; c < width; c++) x[i * width + c] = scale * table[tokens[i] * width + c]
  }
  return x
}

function computeAttention(
  model: ReferenceModel,
  layer: number,
  residual: Float64Array,
  { rotation, firstPosition = 0 }: ReferenceOptions,
): { probabilities: Float64Array; sinkShares: Float64Array; output: Float64Array; windowTokens: number } {
  const { tensors, width, heads, keyValueHeads, headDimensions, rmsEpsilon } = model
  const need = (name: string) => findTensor(tensors, `blk.${layer}.${name}`)
  const optional = (name: string) => tensors.get(`blk.${layer}.${name}`)
  const maybeNormalise = (x: Float64Array, name: string) => {
    const weight = optional(name)
    return weight ? normalise(x, weight, rmsEpsilon) : x
  }
  const x = normalise(residual, need('attn_norm.weight'), rmsEpsilon)
  const project = (name: string) => applyMatrix(need(`${name}.weight`), x, width, optional(`${name}.bias`))
  const q = maybeNormalise(project('attn_q'), 'attn_q_norm.weight')
  const k = maybeNormalise(project('attn_k'), 'attn_k_norm.weight')
  const layout = model.architecture === 'llama' || model.architecture === 'chatglm' ? 'adjacent' : 'halves'
  const window = findWindow(model, layer)
  const applied =
    window || !rotation
      ? computeFileRotation(
          window?.rope ?? model.rope,
          model.rotaryDimensions,
          tensors.get('rope_freqs.weight'),
        )
      : rotation
  rotate(q, headDimensions, heads, layout, applied, firstPosition)
  rotate(k, headDimensions, keyValueHeads, layout, applied, firstPosition)
  const windowTokens = window?.windowTokens ?? Infinity
  const { probabilities, sinkShares, mixed } = attend(q, k, project('attn_v'), {
    heads,
    keyValueHeads,
    headDimensions,
    windowTokens,
    scoreCap: model.logitCaps?.attention ?? null,
    sinks: optional('attn_sinks.weight'),
  })
  const output = applyMatrix(
    need('attn_output.weight'),
    mixed,
    heads * headDimensions,
    optional('attn_output.bias'),
  )
  // gpt-oss gives its norm before the feed-forward network the name of the norm after the attention.
  const post =
    model.architecture === 'gpt-oss' ? output : maybeNormalise(output, 'post_attention_norm.weight')
  return { probabilities, sinkShares, output: post, windowTokens }
}

/** Sliding-window layers rotate by their own base and are never scaled (llama.cpp `get_rope_freq_base`). */
function findWindow({ slidingWindow, rope }: ReferenceModel, layer: number) {
  if (!slidingWindow || layer % slidingWindow.pattern === slidingWindow.pattern - 1) return null
  const { windowTokens, ropeBase } = slidingWindow
  return { windowTokens, rope: { ...rope, base: ropeBase, scaling: 'none' as const } }
}

function computeFeedForward(model: ReferenceModel, layer: number, residual: Float64Array): Float64Array {
  const { tensors, width, rmsEpsilon } = model
  const need = (name: string) => findTensor(tensors, `blk.${layer}.${name}`)
  if (model.architecture === 'gpt-oss')
    return mixExperts(normalise(residual, need('post_attention_norm.weight'), rmsEpsilon), width, need)
  const x = normalise(residual, need('ffn_norm.weight'), rmsEpsilon)
  const activation = isGemma(model.architecture) ? 'gelu' : 'silu'
  const output = feedForward(x, width, findFeedForward(model, layer), activation)
  const postNorm = tensors.get(`blk.${layer}.post_ffw_norm.weight`)
  return postNorm ? normalise(output, postNorm, rmsEpsilon) : output
}

/** chatglm files keep the gate and the up matrix in one tensor, the gate first. */
function findFeedForward({ architecture, tensors }: ReferenceModel, layer: number): FeedForwardWeights {
  const need = (name: string) => findTensor(tensors, `blk.${layer}.${name}.weight`)
  const [up, down] = [need('ffn_up'), need('ffn_down')]
  if (architecture !== 'chatglm') return { gate: need('ffn_gate'), up, down }
  return { gate: up.subarray(0, up.length / 2), up: up.subarray(up.length / 2), down }
}

/** -ln softmax(logits of token i - 1)[token i]. */
function computeNll(logits: Float64Array, tokens: ArrayLike<number>): Float64Array {
  const vocabulary = logits.length / tokens.length
  return Float64Array.from({ length: tokens.length }, (_, i) => {
    if (i === 0) return NaN
    const row = logits.subarray((i - 1) * vocabulary, i * vocabulary)
    const largest = row.reduce((a, b) => Math.max(a, b))
    return largest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0)) - row[tokens[i]]
  })
}
