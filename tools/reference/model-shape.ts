/** The extents of a generated model, and the GGUF metadata that states them. */
import { buildByteTokenizer } from './byte-tokenizer'
import type { GgufFile, GgufTensor, GgufValue } from './gguf-writer'
import type { TensorType } from './tensor-encoding'

/** RoPE scaling that the file itself asks for; `scale` s >= 1. */
interface FileRopeScaling {
  readonly type: 'linear' | 'yarn'
  readonly scale: number
  readonly originalContextTokens: number
}

/** Layers whose index is not `pattern - 1` modulo `pattern` see the last `windowTokens` keys only. */
interface FileSlidingWindow {
  readonly windowTokens: number
  readonly pattern: number
  readonly ropeBase: number
}

export interface ModelShape {
  readonly architecture: string
  readonly layers: number
  /** Query heads; embedding length = heads * headDimensions. */
  readonly heads: number
  readonly keyValueHeads: number
  readonly headDimensions: number
  /** d <= headDimensions; the rest of a head is not rotated. Only chatglm files may leave a rest. */
  readonly rotaryDimensions: number
  readonly feedForwardLength: number
  readonly vocabularySize: number
  /** L, or the extended length where `ropeScaling` states the original. */
  readonly contextTokens: number
  readonly ropeBase: number
  readonly ropeScaling?: FileRopeScaling
  readonly slidingWindow?: FileSlidingWindow
  /** Scores and logits are c tanh(x / c); only gemma2 files have them. */
  readonly logitCaps?: { readonly attention: number; readonly final: number }
  /** Experts, all of them used for every token; only gpt-oss files have them. */
  readonly experts?: number
  /** Type of the matrices; vectors are always F32. */
  readonly weightType: TensorType
}

export const rmsEpsilon = 1e-5

/** A complete file: key names as in llama.cpp `src/llama-arch.cpp`. */
export function buildModelFile(name: string, shape: ModelShape, tensors: readonly GgufTensor[]): GgufFile {
  const { architecture } = shape
  const own = (key: string, value: GgufValue): [string, GgufValue] => [`${architecture}.${key}`, value]
  return {
    tensors,
    metadata: new Map([
      ['general.architecture', { type: 'string', value: architecture }],
      ['general.name', { type: 'string', value: name }],
      ['general.file_type', u32(fileTypes[shape.weightType])],
      ['general.quantization_version', u32(2)],
      own('vocab_size', u32(shape.vocabularySize)),
      own('context_length', u32(shape.contextTokens)),
      own('embedding_length', u32(shape.heads * shape.headDimensions)),
      own('block_count', u32(shape.layers)),
      own('feed_forward_length', u32(shape.feedForwardLength)),
      own('attention.head_count', u32(shape.heads)),
      own('attention.head_count_kv', u32(shape.keyValueHeads)),
      own('attention.key_length', u32(shape.headDimensions)),
      own('attention.value_length', u32(shape.headDimensions)),
      own('attention.layer_norm_rms_epsilon', f32(rmsEpsilon)),
      own('rope.dimension_count', u32(shape.rotaryDimensions)),
      own('rope.freq_base', f32(shape.ropeBase)),
      ...[...buildScaling(shape), ...buildSpecialities(shape)].map(([key, value]) => own(key, value)),
      ...buildByteTokenizer(shape.vocabularySize),
    ]),
  }
}

/** `llama_ftype` in llama.cpp `include/llama.h`. */
const fileTypes: Readonly<Record<TensorType, number>> = { F32: 0, F16: 1, Q8_0: 7 }

function buildScaling({ ropeScaling, slidingWindow }: ModelShape): [string, GgufValue][] {
  const entries: [string, GgufValue][] = []
  if (ropeScaling)
    entries.push(
      ['rope.scaling.type', { type: 'string', value: ropeScaling.type }],
      ['rope.scaling.factor', f32(ropeScaling.scale)],
      ['rope.scaling.original_context_length', u32(ropeScaling.originalContextTokens)],
    )
  if (slidingWindow)
    entries.push(
      ['attention.sliding_window', u32(slidingWindow.windowTokens)],
      ['attention.sliding_window_pattern', u32(slidingWindow.pattern)],
      ['rope.freq_base_swa', f32(slidingWindow.ropeBase)],
    )
  return entries
}

function buildSpecialities({ logitCaps, experts, feedForwardLength }: ModelShape): [string, GgufValue][] {
  const entries: [string, GgufValue][] = []
  if (logitCaps)
    entries.push(
      ['attn_logit_softcapping', f32(logitCaps.attention)],
      ['final_logit_softcapping', f32(logitCaps.final)],
    )
  if (experts)
    entries.push(
      ['expert_count', u32(experts)],
      ['expert_used_count', u32(experts)],
      ['expert_feed_forward_length', u32(feedForwardLength)],
    )
  return entries
}

function u32(value: number): GgufValue {
  return { type: 'u32', value }
}

function f32(value: number): GgufValue {
  return { type: 'f32', value }
}
