/** The RoPE keys of a Hugging Face config.json as an extension; meanings as in transformers 5.18 `modeling_rope_utils.py`. */
import { RopewalkError } from '../../../contract'
import { parseExtensionSpec } from '../spec/parseExtensionSpec'
import { expressed, inexpressible } from './conversion'
import type { Conversion, StatedExtension } from './conversion'
import { readHuggingFaceConfig } from './huggingFaceConfig'
import type { HuggingFaceConfig, HuggingFaceStatedScaling } from './huggingFaceConfig'

/** Name under which a longrope extension finds the text that comes with it. */
const FACTORS_FILE = 'longrope.json'

/**
 * @param config a whole config.json or its RoPE keys: `rope_theta`, `max_position_embeddings`, and `rope_scaling` (with
 *   `rope_type` or `type`) or `rope_parameters`
 * @throws RopewalkError `extension.invalid` for values that are missing or out of range
 */
export function fromHuggingFaceRopeScaling(config: unknown): Conversion<StatedExtension> {
  const checked = readHuggingFaceConfig(config)
  const scaling = checked.rope_scaling ?? checked.rope_parameters ?? {}
  const type = scaling.rope_type ?? scaling.type ?? null
  if (type === null && Object.values(scaling).some((value) => typeof value === 'object' && value !== null))
    return inexpressible(
      'The layers have separate tables. Pass the entry of one kind of layer as rope_parameters.',
    )
  const ropeBase = scaling.rope_theta ?? checked.rope_theta ?? null
  const stated = (spec: string, trained: number | null, fileText: string | null = null) =>
    expressed<StatedExtension>({
      extension: parseExtensionSpec(spec),
      ropeBase,
      trainedContextTokens: trained,
      fileText,
    })
  switch (type) {
    case null:
    case 'default':
      return stated('none', checked.max_position_embeddings ?? null)
    case 'linear':
      return stated(writeSpec('linear', { scale: requireKey(scaling.factor, 'factor', type) }), null)
    case 'dynamic':
      return stated(
        writeSpec('dynamic-ntk', { factor: requireKey(scaling.factor, 'factor', type) }),
        checked.max_position_embeddings ?? null,
      )
    case 'yarn':
      return scaling.truncate === false
        ? inexpressible(
            'truncate=false leaves the correction dimensions unrounded, which yarn here always rounds.',
          )
        : stated(writeYarnSpec(checked, scaling), findOriginal(checked, scaling))
    case 'llama3': {
      const original = requireKey(findOriginal(checked, scaling), 'original_max_position_embeddings', type)
      return stated(writeLlama3Spec(scaling, original), original)
    }
    case 'longrope':
    case 'su':
      return stated(
        `longrope:factors=${FACTORS_FILE}`,
        findOriginal(checked, scaling),
        writeFactorsFile(checked, scaling),
      )
    case 'proportional':
      return (scaling.factor ?? 1) === 1
        ? stated(
            writeSpec('p-rope', { keep: scaling.partial_rotary_factor ?? 1 }),
            checked.max_position_embeddings ?? null,
          )
        : inexpressible(
            `proportional with factor ${String(scaling.factor)} divides the kept frequencies, which p-rope does not.`,
          )
    default:
      return inexpressible(
        `Unknown rope_type: ${type}. Expected default, linear, dynamic, yarn, llama3, longrope or proportional. Check the spelling.`,
      )
  }
}

function writeYarnSpec(config: HuggingFaceConfig, scaling: HuggingFaceStatedScaling): string {
  const scale = requireKey(findScale(config, scaling), 'factor', 'yarn')
  return writeSpec('yarn', {
    scale,
    betaFast: scaling.beta_fast,
    betaSlow: scaling.beta_slow,
    attentionFactor: scaling.attention_factor ?? computeMscaleRatio(scale, scaling),
  })
}

/** DeepSeek's pair: a = (0.1 mscale ln s + 1) / (0.1 mscale_all_dim ln s + 1), used where both are given and not 0. */
function computeMscaleRatio(scale: number, scaling: HuggingFaceStatedScaling): number | null {
  const { mscale, mscale_all_dim: allDimensions } = scaling
  if (!mscale || !allDimensions) return null
  return (0.1 * mscale * Math.log(scale) + 1) / (0.1 * allDimensions * Math.log(scale) + 1)
}

function writeLlama3Spec(scaling: HuggingFaceStatedScaling, original: number): string {
  return writeSpec('llama3', {
    factor: requireKey(scaling.factor, 'factor', 'llama3'),
    lowFrequencyFactor: requireKey(scaling.low_freq_factor, 'low_freq_factor', 'llama3'),
    highFrequencyFactor: requireKey(scaling.high_freq_factor, 'high_freq_factor', 'llama3'),
    originalContext: original,
  })
}

function writeFactorsFile(config: HuggingFaceConfig, scaling: HuggingFaceStatedScaling): string {
  return JSON.stringify({
    short_factor: requireKey(scaling.short_factor, 'short_factor', 'longrope'),
    long_factor: requireKey(scaling.long_factor, 'long_factor', 'longrope'),
    factor: findScale(config, scaling) ?? undefined,
    attention_factor: scaling.attention_factor ?? undefined,
    original_max_position_embeddings: findOriginal(config, scaling) ?? undefined,
  })
}

/** s as stated, else target over original length. */
function findScale(config: HuggingFaceConfig, scaling: HuggingFaceStatedScaling): number | null {
  if (typeof scaling.factor === 'number') return scaling.factor
  const original = scaling.original_max_position_embeddings ?? config.original_max_position_embeddings
  return original && config.max_position_embeddings ? config.max_position_embeddings / original : null
}

function findOriginal(config: HuggingFaceConfig, scaling: HuggingFaceStatedScaling): number | null {
  return (
    scaling.original_max_position_embeddings ??
    config.original_max_position_embeddings ??
    config.max_position_embeddings ??
    null
  )
}

function writeSpec(name: string, values: Readonly<Record<string, number | null | undefined>>): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== null && value !== undefined)
  return `${name}:${pairs.map(([key, value]) => `${key}=${String(value)}`).join(',')}`
}

function requireKey<T>(value: T | null | undefined, key: string, type: string): T {
  if (value !== null && value !== undefined) return value
  throw new RopewalkError(
    'extension.invalid',
    `Missing from a config of rope_type ${type}: ${key}. Expected a value. Add it to the config.`,
  )
}
