/** A GGUF model read whole into float64, with the facts the float64 transformer needs. */
import { open } from 'node:fs/promises'
import { gguf } from '@huggingface/gguf'
import type { GGUFTypedMetadata } from '@huggingface/gguf'
import { dequantise } from './dequantise'

export interface ReferenceModel {
  readonly architecture: string
  readonly layers: number
  /** H query heads. */
  readonly heads: number
  readonly keyValueHeads: number
  readonly headDimensions: number
  /** d. */
  readonly rotaryDimensions: number
  /** Channels of the residual stream. */
  readonly width: number
  readonly vocabularySize: number
  readonly rmsEpsilon: number
  readonly rope: FileRope
  readonly slidingWindow: { windowTokens: number; pattern: number; ropeBase: number } | null
  /** c of c tanh(x / c) on attention scores and on logits; null without. */
  readonly logitCaps: { attention: number; final: number } | null
  /** Row-major values by tensor name; matrices are [outputs, inputs]. */
  readonly tensors: ReadonlyMap<string, Float64Array>
}

/** What the file says of its rotary frequencies. */
export interface FileRope {
  readonly base: number
  readonly scaling: 'none' | 'linear' | 'yarn'
  /** s. */
  readonly scale: number
  /** L before extension. */
  readonly originalContextTokens: number
}

/** @throws Error for an architecture, RoPE scaling or tensor type that the float64 transformer does not compute. */
export async function readReferenceModel(path: string): Promise<ReferenceModel> {
  const { typedMetadata, tensorInfos, tensorDataOffset } = await gguf(path, {
    typedMetadata: true,
    allowLocalFile: true,
  })
  const facts = readFacts(typedMetadata)
  const tensors = new Map<string, Float64Array>()
  const file = await open(path)
  try {
    for (const { name, shape, dtype, offset } of tensorInfos) {
      const weights = Number(shape.reduce((product, extent) => product * extent, 1n))
      const bytes = new Uint8Array(tensorBytes(dtype, weights))
      await file.read(bytes, 0, bytes.length, Number(tensorDataOffset + offset))
      tensors.set(name, dequantise(dtype, bytes, weights))
    }
  } finally {
    await file.close()
  }
  return { ...facts, tensors, vocabularySize: findTensor(tensors, 'token_embd.weight').length / facts.width }
}

/** @throws Error naming the tensor that the file lacks. */
export function findTensor(tensors: ReadonlyMap<string, Float64Array>, name: string): Float64Array {
  const values = tensors.get(name)
  if (!values) throw new Error(`Missing tensor: ${name}. Expected it in the file.`)
  return values
}

const architectures = ['llama', 'qwen2', 'gemma2', 'gemma3', 'gpt-oss', 'chatglm']

function readFacts(metadata: GGUFTypedMetadata): Omit<ReferenceModel, 'tensors' | 'vocabularySize'> {
  const architecture = readText(metadata, 'general.architecture', '')
  if (!architectures.includes(architecture))
    throw new Error(`Unsupported architecture: ${architecture}. Expected one of ${architectures.join(', ')}.`)
  const own = (key: string, absent?: number) => readNumber(metadata, `${architecture}.${key}`, absent)
  const width = own('embedding_length')
  const heads = own('attention.head_count')
  const headDimensions = own('attention.key_length', width / heads)
  const windowTokens = own('attention.sliding_window', 0)
  return {
    architecture,
    layers: own('block_count'),
    heads,
    keyValueHeads: own('attention.head_count_kv', heads),
    headDimensions,
    rotaryDimensions: own('rope.dimension_count', headDimensions),
    width,
    rmsEpsilon: own('attention.layer_norm_rms_epsilon'),
    rope: readRope(metadata, architecture),
    slidingWindow:
      windowTokens === 0
        ? null
        : {
            windowTokens,
            pattern: own('attention.sliding_window_pattern'),
            ropeBase: own('rope.freq_base_swa', 1e4),
          },
    logitCaps:
      architecture === 'gemma2'
        ? { attention: own('attn_logit_softcapping'), final: own('final_logit_softcapping') }
        : null,
  }
}

function readRope(metadata: GGUFTypedMetadata, architecture: string): FileRope {
  const own = (key: string, absent?: number) => readNumber(metadata, `${architecture}.${key}`, absent)
  if (own('rope.scaling.attn_factor', 1) !== 1)
    throw new Error('Unsupported rope.scaling.attn_factor. Expected none.')
  const scaling = readText(metadata, `${architecture}.rope.scaling.type`, 'none')
  if (scaling !== 'none' && scaling !== 'linear' && scaling !== 'yarn')
    throw new Error(`Unsupported rope.scaling.type: ${scaling}. Expected none, linear or yarn.`)
  return {
    base: own('rope.freq_base', 1e4),
    scaling,
    scale: own('rope.scaling.factor', 1),
    originalContextTokens: own('rope.scaling.original_context_length', own('context_length')),
  }
}

function readNumber(metadata: GGUFTypedMetadata, key: string, absent?: number): number {
  const value = metadata[key]?.value ?? absent
  if (typeof value !== 'number') throw new Error(`Missing number: ${key}. Expected it in the metadata.`)
  return value
}

function readText(metadata: GGUFTypedMetadata, key: string, absent: string): string {
  const value = metadata[key]?.value ?? absent
  if (typeof value !== 'string') throw new Error(`Not a text: ${key}. Expected a string in the metadata.`)
  return value
}

function tensorBytes(typeCode: number, weights: number): number {
  if (typeCode === 8) return (weights / 32) * 34
  return typeCode === 1 ? 2 * weights : 4 * weights
}
