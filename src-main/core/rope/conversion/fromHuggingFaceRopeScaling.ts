/** The RoPE keys of a Hugging Face config.json as an extension; meanings as in transformers 5.24 `modeling_rope_utils.py`. */
import { RopewalkError } from '../../../contract'
import { parseExtensionSpec } from '../spec/parseExtensionSpec'
import { expressed, inexpressible } from './conversion'
import type { Conversion, StatedExtension } from './conversion'
import { readHuggingFaceConfig } from './huggingFaceConfig'
import type { HuggingFaceConfig, HuggingFaceStatedScaling } from './huggingFaceConfig'
import { readLayerTables } from './layerTables'
import { describeUnused, isBareScaling } from './positionKeys'

/** Name under which a longrope extension finds the text that comes with it. */
const FACTORS_FILE = 'longrope.json'

/** Where models that also see or hear keep the config of their text part. */
const textParts = ['text_config', 'llm_config', 'language_config', 'thinker_config']

/**
 * @param config a whole config.json, its RoPE keys, or the value of `rope_scaling` alone: `rope_theta`,
 *   `max_position_embeddings`, and `rope_scaling` (with `rope_type` or `type`) or `rope_parameters`
 * @throws RopewalkError `extension.invalid` for values that are missing or out of range, and for unknown keys about positions
 */
export function fromHuggingFaceRopeScaling(config: unknown): Conversion<StatedExtension> {
  const part = textParts.find((key) => isObject(config) && isObject(config[key]))
  if (part === undefined || !isObject(config)) return readConfig(config)
  const conversion = fromHuggingFaceRopeScaling(config[part])
  if (conversion.kind === 'inexpressible') return conversion
  const outside = ['rope_theta', 'rope_scaling', 'rope_parameters'].filter((key) => isGiven(config[key]))
  const leftOut = outside.length === 0 ? '' : ` Left out beside it: ${outside.join(', ')}.`
  return expressed(conversion.value, ...conversion.notes, `Read from ${part}.${leftOut}`)
}

function readConfig(config: unknown): Conversion<StatedExtension> {
  const bare = isObject(config) && isBareScaling(config)
  const checked = readHuggingFaceConfig(bare ? { ...config, rope_scaling: config } : config)
  const whole = checked.rope_scaling ?? checked.rope_parameters ?? {}
  const tables = readLayerTables(whole, checked.rope_theta)
  if (tables?.kind === 'inexpressible') return tables
  if (tables !== null) {
    const keys = bare ? {} : checked
    const conversion = readConfig({ ...keys, rope_scaling: null, rope_parameters: tables.scaling })
    if (conversion.kind === 'inexpressible') return conversion
    return expressed(conversion.value, ...tables.notes, ...conversion.notes)
  }
  const scaling = whole
  const type = readType(scaling)
  if (type === null && isGiven(scaling.factor)) throw missingType()
  const conversion = convert(checked, scaling, type)
  if (conversion.kind === 'inexpressible') return conversion
  const keys = bare ? {} : checked
  return expressed(
    conversion.value,
    ...conversion.notes,
    ...describeContradictions(checked, scaling, type),
    ...describeUnused(keys, scaling, type ?? 'default'),
  )
}

/** Names of one thing: Phi-3's first configs say `su`, and Qwen2-VL's `default` beside `mrope`. */
const aliases: Readonly<Record<string, string>> = { su: 'longrope', mrope: 'default' }

/** @throws RopewalkError `extension.invalid` where `rope_type` and its older name `type` contradict each other */
function readType({ rope_type: newer, type: older }: HuggingFaceStatedScaling): string | null {
  if (!isGiven(newer) || !isGiven(older)) return newer ?? older ?? null
  const canonical = (name: string | null | undefined) => aliases[name ?? ''] ?? name
  if (canonical(newer) !== canonical(older))
    throw new RopewalkError(
      'extension.invalid',
      `Two types of one scaling: rope_type ${String(newer)} and type ${String(older)}. Expected one, or both alike. ` +
        'Take out the one that the model was not made with.',
    )
  return older === 'mrope' ? older : (newer ?? null)
}

/** Two values for one thing, of which transformers takes one. */
function describeContradictions(
  config: HuggingFaceConfig,
  scaling: HuggingFaceStatedScaling,
  type: string | null,
): string[] {
  const notes: string[] = []
  const { attention_factor: factor, long_mscale: mscale } = scaling
  if (isGiven(factor) && isGiven(mscale) && factor !== mscale)
    notes.push(`attention_factor ${String(factor)} counts, long_mscale ${String(mscale)} beside it does not.`)
  const { original_max_position_embeddings: inside } = scaling
  const { original_max_position_embeddings: outside } = config
  const counts = ['yarn', 'llama3', 'longrope', 'su'].includes(type ?? '')
  if (counts && isGiven(inside) && isGiven(outside) && inside !== outside)
    notes.push(
      `original_max_position_embeddings is ${String(outside)} beside the scaling and ${String(inside)} in it; the first counts, as in transformers.`,
    )
  return notes
}

function convert(
  checked: HuggingFaceConfig,
  scaling: HuggingFaceStatedScaling,
  type: string | null,
): Conversion<StatedExtension> {
  const ropeBase = scaling.rope_theta ?? checked.rope_theta ?? null
  const stated = (
    spec: string,
    trained: number | null,
    fileText: string | null = null,
    notes: string[] = [],
  ) =>
    expressed<StatedExtension>(
      { extension: parseExtensionSpec(spec), ropeBase, trainedContextTokens: trained, fileText },
      ...notes,
    )
  switch (type) {
    case null:
    case 'default':
      return stated('none', checked.max_position_embeddings ?? null)
    case 'mrope':
      return stated('none', checked.max_position_embeddings ?? null, null, [
        'mrope counts text, height and width apart; in a text all three are the same: plain RoPE.',
      ])
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
            'truncate=false leaves the correction dimensions unrounded, which yarn here always rounds, as llama.cpp does. ' +
              'Write its frequencies to a file for custom, or leave truncate out to compare what llama.cpp runs.',
          )
        : stated(writeYarnSpec(checked, scaling), findOriginal(checked, scaling))
    case 'llama3': {
      const original = requireKey(findOriginal(checked, scaling), 'original_max_position_embeddings', type)
      return stated(writeLlama3Spec(scaling, original), original)
    }
    case 'longrope':
    case 'su':
      if (scaling.short_mscale !== scaling.long_mscale)
        return inexpressible(
          `short_mscale ${String(scaling.short_mscale)} and long_mscale ${String(scaling.long_mscale)} differ; longrope here has one factor.`,
        )
      return stated(
        `longrope:factors=${FACTORS_FILE}`,
        findOriginal(checked, scaling),
        writeFactorsFile(checked, scaling),
      )
    case 'proportional':
      return (scaling.factor ?? 1) === 1
        ? stated(
            writeSpec('p-rope', {
              keep: scaling.partial_rotary_factor ?? checked.partial_rotary_factor ?? 1,
            }),
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
    attention_factor: scaling.attention_factor ?? scaling.long_mscale ?? undefined,
    original_max_position_embeddings: findOriginal(config, scaling) ?? undefined,
  })
}

/** s as stated, else target over original length. */
function findScale(config: HuggingFaceConfig, scaling: HuggingFaceStatedScaling): number | null {
  if (typeof scaling.factor === 'number') return scaling.factor
  const original = config.original_max_position_embeddings ?? scaling.original_max_position_embeddings
  return original && config.max_position_embeddings ? config.max_position_embeddings / original : null
}

function findOriginal(config: HuggingFaceConfig, scaling: HuggingFaceStatedScaling): number | null {
  return (
    config.original_max_position_embeddings ??
    scaling.original_max_position_embeddings ??
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined
}

function missingType(): RopewalkError {
  return new RopewalkError(
    'extension.invalid',
    'A scaling factor without its type: rope_type is missing. Expected default, linear, dynamic, yarn, llama3, longrope or ' +
      'proportional beside factor. Add "rope_type", for instance "linear".',
  )
}
