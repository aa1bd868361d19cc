/** Small random models of architectures whose rotation has rules of its own; nothing but rotation is asked of their numbers. */
import { byteVocabularySize } from './byte-tokenizer'
import { writeGguf } from './gguf-writer'
import type { GgufTensor, GgufValue } from './gguf-writer'
import { buildModelFile } from './model-shape'
import { createRandomSource, generateNormals } from './random-source'
import { toTensor } from './random-tensors'

export type RotationModelArchitecture =
  'llama' | 'mistral3' | 'hunyuan-dense' | 'olmo2' | 'gemma2' | 'gemma3' | 'grok' | 'deepseek2' | 'mistral4'

export interface RotationModel {
  readonly architecture: RotationModelArchitecture
  /** Keys after `<architecture>.`, over those of the plain model. */
  readonly keys: Readonly<Record<string, GgufValue>>
  /** Tensors by name, e.g. `rope_freqs.weight` [d/2]. */
  readonly factors?: Readonly<Record<string, readonly number[]>>
}

const layers = 4
const width = 64
const heads = 4
const feedForward = 64
const experts = 2
const latent = 16
/** deepseek2: channels of a head that do not rotate, and that do. */
const [still, rotating] = [8, 8]

/** Writes `model` to `path` and returns the path. Tensor names and extents: llama.cpp commit de3ff815, `src/models/*.cpp`. */
export async function generateRotationModel(path: string, model: RotationModel): Promise<string> {
  const { architecture } = model
  const random = createRandomSource(architecture.length)
  const generate = (name: string, shape: readonly number[]): GgufTensor => {
    const isNorm = name.includes('norm')
    const length = shape.reduce((product, extent) => product * extent, 1)
    const deviation = isNorm ? 0.1 : 1.5 / Math.sqrt(shape[shape.length - 1])
    return toTensor(
      `${name}.weight`,
      shape,
      'F32',
      generateNormals(random, length, deviation, isNorm ? 1 : 0),
    )
  }
  const blocks = Array.from({ length: layers }, (_, layer) =>
    listTensors(architecture).map(([name, shape]) => generate(`blk.${layer}.${name}`, shape)),
  )
  const factors = Object.entries(model.factors ?? {}).map(([name, values]) =>
    toTensor(name, [values.length], 'F32', Float32Array.from(values)),
  )
  const file = buildModelFile(
    `rotation ${architecture}`,
    {
      architecture,
      layers,
      heads,
      keyValueHeads: heads,
      headDimensions: width / heads,
      rotaryDimensions: isLatent(architecture) ? rotating : width / heads,
      feedForwardLength: feedForward,
      vocabularySize: byteVocabularySize,
      contextTokens: 1024,
      ropeBase: 1e4,
      weightType: 'F32',
    },
    [
      generate('token_embd', [byteVocabularySize, width]),
      ...(architecture.startsWith('gemma') ? [] : [generate('output', [byteVocabularySize, width])]),
      generate('output_norm', [width]),
      ...factors,
      ...blocks.flat(),
    ],
  )
  const metadata = new Map(file.metadata)
  for (const [key, value] of Object.entries({ ...ownKeys(architecture), ...model.keys }))
    metadata.set(`${architecture}.${key}`, value)
  await writeGguf(path, { ...file, metadata })
  return path
}

function isLatent(architecture: RotationModelArchitecture): boolean {
  return architecture === 'deepseek2' || architecture === 'mistral4'
}

type Extents = readonly [name: string, shape: readonly number[]]

function listTensors(architecture: RotationModelArchitecture): Extents[] {
  const square = [width, width]
  const attention: Extents[] = ['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) => [name, square])
  const dense: Extents[] = [
    ['ffn_gate', [feedForward, width]],
    ['ffn_up', [feedForward, width]],
    ['ffn_down', [width, feedForward]],
  ]
  const norms = (length: number, ...names: string[]) => names.map((name): Extents => [name, [length]])
  const ofHead = norms(width / heads, 'attn_q_norm', 'attn_k_norm')
  const before = norms(width, 'attn_norm', 'ffn_norm')
  const after = norms(width, 'post_attention_norm', 'post_ffw_norm')
  switch (architecture) {
    case 'llama':
    case 'mistral3':
      return [...before, ...attention, ...dense]
    case 'hunyuan-dense':
      return [...before, ...attention, ...ofHead, ...dense]
    case 'olmo2':
      return [...norms(width, 'attn_q_norm', 'attn_k_norm'), ...attention, ...after, ...dense]
    case 'gemma2':
      return [...before, ...attention, ...after, ...dense]
    case 'gemma3':
      return [...before, ...attention, ...ofHead, ...after, ...dense]
    case 'grok':
      return [
        ...before,
        ...norms(width, 'attn_output_norm', 'layer_output_norm'),
        ...attention,
        ['ffn_gate_inp', [experts, width]],
        ['ffn_gate_exps', [experts, feedForward, width]],
        ['ffn_up_exps', [experts, feedForward, width]],
        ['ffn_down_exps', [experts, width, feedForward]],
      ]
    case 'deepseek2':
    case 'mistral4':
      return [
        ...before,
        ['attn_q_a', [latent, width]],
        ...norms(latent, 'attn_q_a_norm'),
        ['attn_q_b', [width, latent]],
        ['attn_kv_a_mqa', [latent + rotating, width]],
        ...norms(latent, 'attn_kv_a_norm'),
        ['attn_kv_b', [heads * (still + width / heads), latent]],
        ['attn_output', square],
        ...dense,
      ]
  }
}

function ownKeys(architecture: RotationModelArchitecture): Record<string, GgufValue> {
  const u32 = (value: number): GgufValue => ({ type: 'u32', value })
  if (architecture === 'grok')
    return {
      expert_count: u32(experts),
      expert_used_count: u32(experts),
      expert_feed_forward_length: u32(feedForward),
      embedding_scale: { type: 'f32', value: 1 },
    }
  return isLatent(architecture)
    ? {
        'attention.q_lora_rank': u32(latent),
        'attention.kv_lora_rank': u32(latent),
        leading_dense_block_count: u32(layers),
        expert_count: u32(experts),
        expert_used_count: u32(experts),
        expert_feed_forward_length: u32(feedForward),
        expert_shared_count: u32(1),
        expert_weights_scale: { type: 'f32', value: 1 },
        expert_gating_func: u32(1),
      }
    : {}
}
