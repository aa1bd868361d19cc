/** Which keys of a Hugging Face config.json are about positions, and which of them a type of scaling uses. */
import { RopewalkError } from '../../../contract'
import type { HuggingFaceConfig, HuggingFaceStatedScaling } from './huggingFaceConfig'

const yarnKeys = [
  'factor',
  'beta_fast',
  'beta_slow',
  'attention_factor',
  'mscale',
  'mscale_all_dim',
  'truncate',
]
const longropeKeys = [
  'factor',
  'short_factor',
  'long_factor',
  'attention_factor',
  'short_mscale',
  'long_mscale',
]

const usedByType: Readonly<Record<string, readonly string[]>> = {
  default: ['mrope_section'],
  mrope: ['mrope_section', 'mrope_interleaved'],
  linear: ['factor'],
  dynamic: ['factor'],
  yarn: [...yarnKeys, 'original_max_position_embeddings'],
  llama3: ['factor', 'low_freq_factor', 'high_freq_factor', 'original_max_position_embeddings'],
  longrope: [...longropeKeys, 'original_max_position_embeddings'],
  su: [...longropeKeys, 'original_max_position_embeddings'],
  proportional: ['factor', 'partial_rotary_factor'],
}

const scalingKeys = [
  ...new Set(Object.values(usedByType).flat()),
  ...['rope_type', 'type', 'rope_theta', 'finetuned', 'max_position_embeddings'],
]

/** Read from the model file, whatever a config says. */
const decidedByFile = [
  ...['partial_rotary_factor', 'rotary_pct', 'rotary_dim', 'rope_pct', 'qk_rope_head_dim', 'rope_interleave'],
  ...[
    'rope_interleaved',
    'no_rope_layers',
    'no_rope_layer_interval',
    'rope_local_base_freq',
    'mrope_section',
  ],
  ...['mrope_interleaved', 'local_rope_theta', 'swa_rope_theta', 'rope_traditional'],
]

const readKeys = [
  ...['rope_theta', 'rope_scaling', 'rope_parameters', 'max_position_embeddings'],
  'original_max_position_embeddings',
]

const aboutPositions = /rope|rotary|position|theta|yarn|mscale|alibi|ntk|logn|pos_emb/i

/** transformers' names of kinds of layers, where a scaling is parted by them. */
const layerKinds = ['full_attention', 'sliding_attention', 'chunked_attention']

/** Keys that make an object the value of `rope_scaling` rather than a config that holds it. */
export function isBareScaling(json: object): boolean {
  if (['rope_scaling', 'rope_parameters', 'text_config'].some((key) => key in json)) return false
  if (layerKinds.some((kind) => kind in json)) return true
  return scalingKeys.some((key) => key in json && !readKeys.includes(key) && !decidedByFile.includes(key))
}

/** Whether an object is the config.json of a model or a part of one, rather than any other JSON. */
export function isModelConfig(json: object): boolean {
  const telling = ['model_type', 'architectures', 'text_config', 'factor']
  return Object.keys(json).some((key) => telling.includes(key) || aboutPositions.test(key))
}

/**
 * What is given and not used, each once and by name.
 * @throws RopewalkError `extension.invalid` for a key about positions that is not known
 */
export function describeUnused(
  config: HuggingFaceConfig,
  scaling: HuggingFaceStatedScaling,
  type: string,
): string[] {
  const used = usedByType[type] ?? []
  const stated = namesOf(scaling)
  for (const key of stated) if (!scalingKeys.includes(key)) throw unknownKey(key, type)
  const idle = stated.filter(
    (key) =>
      !used.includes(key) && !['rope_type', 'type', 'rope_theta', 'max_position_embeddings'].includes(key),
  )
  const read = type === 'proportional' ? [...readKeys, 'partial_rotary_factor'] : readKeys
  const top = namesOf(config).filter((key) => aboutPositions.test(key) && !read.includes(key))
  const foreign = top.find((key) => !decidedByFile.includes(key) && !isPlainRope(config[key], key))
  if (foreign !== undefined) throw unknownKey(foreign, null)
  const length = needsLength(config, scaling, type) || !config.max_position_embeddings
  return [
    ...(idle.length === 0 ? [] : [`Left out, as ${type} does not use it: ${idle.join(', ')}.`]),
    ...(top.length === 0 ? [] : [`Left out, as the model file decides it: ${top.join(', ')}.`]),
    ...(length ? [] : [`Left out, as ${type} does not use it: max_position_embeddings.`]),
  ]
}

/** null and false are how a config says that there is nothing. */
function namesOf(values: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(values).filter(
    (key) =>
      (values[key] !== null && values[key] !== undefined && values[key] !== false) || key === 'truncate',
  )
}

function isPlainRope(value: unknown, key: string): boolean {
  return key === 'position_embedding_type' && typeof value === 'string' && /^rope|rotary/.test(value)
}

function needsLength(config: HuggingFaceConfig, scaling: HuggingFaceStatedScaling, type: string): boolean {
  if (['linear', 'llama3'].includes(type))
    return (
      type === 'llama3' &&
      !scaling.original_max_position_embeddings &&
      !config.original_max_position_embeddings
    )
  if (!['yarn', 'longrope', 'su'].includes(type)) return true
  const original = scaling.original_max_position_embeddings ?? config.original_max_position_embeddings
  return scaling.factor === null || scaling.factor === undefined || !original
}

function unknownKey(key: string, type: string | null): RopewalkError {
  return new RopewalkError(
    'extension.invalid',
    `Unknown key about positions: ${key}${type === null ? '' : ` in a scaling of type ${type}`}. ` +
      'Expected the keys that transformers reads. Correct it, or take it out if it does not change rotations.',
  )
}
