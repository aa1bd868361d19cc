/** The position settings of an engine's command line: llama.cpp, koboldcpp, text-generation-webui, vLLM, SGLang. */
import { RopewalkError } from '../../../contract'
import { expressed, inexpressible } from './conversion'
import type { Conversion, StatedExtension } from './conversion'
import { fromHuggingFaceRopeScaling } from './fromHuggingFaceRopeScaling'
import { fromLlamaCppFlags } from './fromLlamaCppFlags'
import { parseLenientJson } from './lenientJson'
import { readOverriddenKeys } from './overriddenKeys'

/** Flags that bound the context and leave the rotations alone. */
const contextFlags = [
  ...['-c', '--ctx-size', '--contextsize', '--n-ctx', '--n_ctx', '--max-model-len', '--max-seq-len'],
  ...['--context-length', '--max-position-embeddings'],
]

/** Flags of other programs whose names say that they are about positions; what none of them knows is refused. */
const aboutPositions = /rope|yarn|ntk|pos-emb|position|theta|mscale|rotary|grp-attn|alpha-value/

const environmentFlags: Readonly<Record<string, string>> = {
  LLAMA_ARG_ROPE_SCALING_TYPE: '--rope-scaling',
  LLAMA_ARG_ROPE_SCALE: '--rope-scale',
  LLAMA_ARG_ROPE_FREQ_BASE: '--rope-freq-base',
  LLAMA_ARG_ROPE_FREQ_SCALE: '--rope-freq-scale',
  LLAMA_ARG_YARN_ORIG_CTX: '--yarn-orig-ctx',
  LLAMA_ARG_YARN_EXT_FACTOR: '--yarn-ext-factor',
  LLAMA_ARG_YARN_ATTN_FACTOR: '--yarn-attn-factor',
  LLAMA_ARG_YARN_BETA_SLOW: '--yarn-beta-slow',
  LLAMA_ARG_YARN_BETA_FAST: '--yarn-beta-fast',
  LLAMA_ARG_CTX_SIZE: '--ctx-size',
}

interface Given {
  /** RoPE flags in llama.cpp's words. */
  readonly flags: string[]
  /** A Hugging Face config given as JSON. */
  config: unknown
  readonly leftOut: string[]
  readonly notes: string[]
  refusal: string | null
}

/**
 * Words before the first flag are the program and its model; flags about other things are left out by name.
 * @throws RopewalkError `extension.invalid` for a flag about positions that is unknown or has no usable value
 */
export function fromCommandLine(words: readonly string[]): Conversion<StatedExtension> {
  const given: Given = { flags: [], config: null, leftOut: [], notes: [], refusal: null }
  const all = words.flatMap(splitWord)
  const places = all.flatMap((word, at) => (isFlag(word) ? [at] : []))
  for (const [index, at] of places.entries())
    take(all[at], all.slice(at + 1, places.at(index + 1) ?? all.length), given)
  if (given.refusal !== null) return inexpressible(given.refusal)
  if (given.config !== null && given.flags.length > 0)
    return inexpressible(`A config and ${given.flags[0]} are both given: which of them counts is not known.`)
  const conversion =
    given.config === null ? fromLlamaCppFlags(given.flags) : fromHuggingFaceRopeScaling(given.config)
  if (conversion.kind === 'inexpressible') return conversion
  const leftOut = given.leftOut.length === 0 ? [] : [`Left out: ${given.leftOut.join(', ')}.`]
  return expressed(conversion.value, ...conversion.notes, ...given.notes, ...leftOut)
}

/** `--flag=value` is two words; an environment variable of llama.cpp is its flag. */
function splitWord(word: string): string[] {
  const [, name, value] = /^(--?[A-Za-z][\w.-]*|(?:\$env:)?[A-Z][A-Z0-9_]+)=(.*)$/s.exec(word) ?? []
  if (name === undefined) return [word]
  const variable = name.replace('$env:', '')
  if (name.startsWith('-')) return [name, value]
  if (!/ROPE|YARN|CTX/.test(variable)) return [word]
  return [environmentFlags[variable] ?? `--${variable}`, value]
}

function isFlag(word: string): boolean {
  return /^--?[A-Za-z]/.test(word)
}

function take(flag: string, values: readonly string[], given: Given): void {
  const name = flag.toLowerCase().replaceAll('_', '-')
  const value = values.at(0) ?? ''
  if (contextFlags.includes(flag) || contextFlags.includes(name))
    given.leftOut.push(`${flag} ${value} (the set-up has context lengths of its own)`)
  else if (name === '--ropeconfig') takeRopeConfig(values, given)
  else if (name === '--compress-pos-emb') given.flags.push('--rope-scale', value)
  else if (name === '--alpha-value') takeAlpha(value, given)
  else if (name === '--override-kv') given.refusal ??= takeOverrides(values, given)
  else if (['--hf-overrides', '--json-model-override-args'].includes(name))
    mergeConfig(parseValue(flag, value), given)
  else if (name.startsWith('--hf-overrides.'))
    mergeConfig(nest(flag.split('.').slice(1), toScalar(value)), given)
  else if (name === '--rope-theta') mergeConfig({ rope_theta: toScalar(value) }, given)
  else if (name === '--rope-scaling' && value.startsWith('{'))
    mergeConfig({ rope_scaling: parseValue(flag, value) }, given)
  else if (/^-(?:gan|gaw)$|^--grp-attn-[nw]$/.test(name)) takeSelfExtend(flag, value, given)
  else if (/^--(?:rope|yarn)-/.test(name)) given.flags.push(name, value)
  else if (aboutPositions.test(name)) throw unknownFlag(flag)
  else given.leftOut.push(flag)
}

/** koboldcpp: frequency scale, then base (10000 where it is not given); a scale of 0 is chosen by its context size. */
function takeRopeConfig([scale = '', base = '10000']: readonly string[], given: Given): void {
  if (Number(scale) === 0 && scale !== '')
    given.refusal ??=
      '--ropeconfig 0 lets koboldcpp choose the base by its context size. Give the base it chose with --rope-freq-base.'
  else given.flags.push('--rope-freq-scale', scale, '--rope-freq-base', base)
}

/** text-generation-webui documents base = 10000 alpha^(64/63). */
function takeAlpha(value: string, given: Given): void {
  if (!(Number(value) >= 1)) throw notAValue('--alpha_value', value)
  given.flags.unshift('--rope-freq-base', String(10_000 * Number(value) ** (64 / 63)))
  given.notes.push(
    `--alpha_value ${value} is a base of 10000 alpha^(64/63), as text-generation-webui documents it; a --rope_freq_base comes before it.`,
  )
}

function takeSelfExtend(flag: string, value: string, given: Given): void {
  if (Number(value) === 1) given.leftOut.push(`${flag} 1 (changes nothing)`)
  else
    given.refusal ??= `${flag} ${value} is Self-Extend, which groups positions and is no table of frequencies.`
}

function takeOverrides(values: readonly string[], given: Given): string | null {
  const read = readOverriddenKeys(values.join(''))
  given.flags.unshift(...read.flags)
  given.leftOut.push(...read.leftOut)
  return read.refusal
}

function mergeConfig(part: unknown, given: Given): void {
  given.config = merge(given.config, part)
}

function merge(into: unknown, part: unknown): unknown {
  if (!isObject(into) || !isObject(part)) return part
  const merged = new Map(Object.entries(into))
  for (const [key, value] of Object.entries(part)) merged.set(key, merge(merged.get(key), value))
  return Object.fromEntries(merged)
}

function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner: unknown, key) => ({ [key]: inner }), value)
}

function toScalar(value: string): unknown {
  try {
    return parseLenientJson(value)
  } catch {
    return value
  }
}

function parseValue(flag: string, value: string): unknown {
  try {
    return parseLenientJson(value)
  } catch {
    throw new RopewalkError(
      'extension.invalid',
      `Not a value of ${flag}: ${value || 'none given'}. Expected JSON. Put it into single quotes.`,
    )
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function notAValue(flag: string, value: string): RopewalkError {
  return new RopewalkError(
    'extension.invalid',
    `Not a value of ${flag}: ${value || 'none given'}. Expected a number of at least 1. Correct the flag.`,
  )
}

function unknownFlag(flag: string): RopewalkError {
  return new RopewalkError(
    'extension.invalid',
    `Unknown flag about positions: ${flag}. Expected a RoPE flag of llama.cpp, koboldcpp, text-generation-webui or vLLM. ` +
      'Leave it out if it does not change rotations.',
  )
}
