/** Bytes that a run needs, part by part. Pure functions of a model's shape and the settings. */
import type { CacheType, ModelDescription } from '../../contract'

export interface MemorySettings {
  readonly contextTokens: number
  readonly microBatchTokens: number
  readonly cacheType: CacheType
  readonly flashAttention: boolean
}

/** Bytes of one cached channel: blocks of 32 for the quantised types (ggml `block_q8_0`, `block_q4_0`). */
export const cacheChannelBytes: Readonly<Record<CacheType, number>> = {
  f32: 4,
  f16: 2,
  q8_0: 34 / 32,
  q4_0: 18 / 32,
}

/**
 * Keys and values of every layer: layers x cells x KV heads x head size x 2. Cells are the context rounded up to 256.
 * Source: llama.cpp `src/llama-context.cpp` (`n_ctx` padding), `src/llama-kv-cache.cpp`.
 */
export function computeKeyValueBytes(model: ModelDescription, settings: MemorySettings): number {
  const channels = model.keyValueHeadCount * model.headDimensions * 2
  return model.layerCount * countCells(settings) * channels * cacheChannelBytes[settings.cacheType]
}

/**
 * The graph's working memory for one micro-batch of m tokens: the larger of its end (F32 logits, m x vocabulary) and its widest
 * layer. A layer holds the mask, m x cells, in F16 and a dozen activations of the embedding's width; without flash attention the
 * mask in F32, the rows, m x cells x heads, in F32 and seven activations. Agrees to 5% with what llama.cpp reports on a CPU for
 * models of 1M and 162M parameters, 4k to 32k tokens (release v0.5.0 of node-llama-cpp 3.22.1).
 * Source: llama.cpp `src/llama-context.cpp` (`sched_reserve`), `src/llama-graph.cpp` (`build_attn_mha`).
 */
export function computeComputeBytes(model: ModelDescription, settings: MemorySettings): number {
  const tokens = Math.min(settings.microBatchTokens, settings.contextTokens)
  const maskCells = tokens * countCells(settings)
  const activation = 4 * tokens * model.embeddingLength
  const logits = 4 * tokens * model.vocabularySize + 2 * activation
  const layer = settings.flashAttention
    ? 2 * maskCells + 12 * activation
    : 4 * maskCells * (1 + model.headCount) + 7 * activation
  return Math.max(logits, layer)
}

/**
 * What the observer keeps with its default reductions: pooled tiles (mean and maximum, 128 x 128) per head, and transposed keys
 * of one layer. It does not grow with the square of the context.
 */
export function computeObserverBytes(model: ModelDescription, settings: MemorySettings): number {
  const tiles = Math.min(pooledTiles, settings.contextTokens)
  const pooled = model.layerCount * model.headCount * tiles * tiles * pooledTileBytes
  const keys = model.keyValueHeadCount * model.headDimensions * countCells(settings) * 4
  return pooled + keys
}

const pooledTiles = 128
/** Sum and maximum in F32 while observing, then two binary16 values. */
const pooledTileBytes = 12
const cellPadding = 256

function countCells({ contextTokens }: MemorySettings): number {
  return Math.ceil(contextTokens / cellPadding) * cellPadding
}
