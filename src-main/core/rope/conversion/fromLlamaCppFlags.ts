/** RoPE flags of llama.cpp's programs as an extension (commit de3ff815, `common/arg.cpp`, `src/llama-context.cpp`). */
import { RopewalkError } from '../../../contract'
import { nearestName } from '../spec/nearestName'
import { parseExtensionSpec } from '../spec/parseExtensionSpec'
import { expressed, inexpressible } from './conversion'
import type { Conversion, StatedExtension } from './conversion'

const scalingTypes = ['none', 'linear', 'yarn']

const numberFlags = [
  '--rope-scale',
  '--rope-freq-base',
  '--rope-freq-scale',
  '--yarn-orig-ctx',
  '--yarn-ext-factor',
  '--yarn-attn-factor',
  '--yarn-beta-slow',
  '--yarn-beta-fast',
]

/** What the flags say, llama.cpp's "not given" values (0 or negative) as null. */
interface RopeFlags {
  readonly type: string | null
  readonly scale: number | null
  readonly base: number | null
  readonly originalContext: number | null
  readonly extrapolation: number | null
  readonly attention: number | null
  readonly betaSlow: number | null
  readonly betaFast: number | null
}

/**
 * The RoPE flags among the arguments, on a model whose file states no scaling of its own; other flags are passed over.
 * A scale without a type is linear. Without any RoPE flag: `native`.
 * @throws RopewalkError `extension.invalid` for a flag without a usable value
 */
export function fromLlamaCppFlags(flags: readonly string[]): Conversion<StatedExtension> {
  const read = readFlags(flags)
  if (Object.values(read).every((value) => value === null)) return state('native', null, null)
  const type = read.type ?? 'linear'
  const scale = type === 'none' ? 1 : (read.scale ?? 1)
  const extrapolation = read.extrapolation ?? (type === 'yarn' ? 1 : 0)
  if (scale < 1)
    return inexpressible(
      `A scale of ${scale} compresses the context; extensions here have scales of at least 1.`,
    )
  if (extrapolation === 1) return stateYarn(read, scale)
  if (extrapolation !== 0)
    return inexpressible(
      `--yarn-ext-factor ${extrapolation} blends YaRN and interpolation; yarn here is the whole of it.`,
    )
  if ((read.attention ?? 1) !== 1)
    return inexpressible(
      `--yarn-attn-factor ${String(read.attention)} with plain interpolation: only custom carries both. Write its frequencies to a file.`,
    )
  if (scale > 1) return state(`linear:scale=${scale}`, read.base, null)
  return state(read.base === null ? 'none' : `base:base=${read.base}`, null, null)
}

function stateYarn(read: RopeFlags, scale: number): Conversion<StatedExtension> {
  const keys = [`scale=${scale}`]
  if (read.betaFast !== null) keys.push(`betaFast=${read.betaFast}`)
  if (read.betaSlow !== null) keys.push(`betaSlow=${read.betaSlow}`)
  const notes =
    (read.attention ?? 1) === 1
      ? []
      : ['llama.cpp overwrites --yarn-attn-factor under YaRN: it has no effect.']
  return state(`yarn:${keys.join(',')}`, read.base, read.originalContext, notes)
}

function state(
  spec: string,
  ropeBase: number | null,
  trainedContextTokens: number | null,
  notes: readonly string[] = [],
): Conversion<StatedExtension> {
  return expressed(
    { extension: parseExtensionSpec(spec), ropeBase, trainedContextTokens, fileText: null },
    ...notes,
  )
}

function readFlags(flags: readonly string[]): RopeFlags {
  const numbers = new Map<string, number>()
  let type: string | null = null
  for (const [at, flag] of flags.entries()) {
    const value = flags.at(at + 1) ?? ''
    if (flag === '--rope-scaling') type = readType(value)
    else if (numberFlags.includes(flag)) numbers.set(flag, readNumber(flag, value))
    else if (flag.startsWith('--rope-') || flag.startsWith('--yarn-')) throw unknownFlag(flag)
    // Both set the same parameter: the later one counts.
    if (flag === '--rope-scale') numbers.delete('--rope-freq-scale')
    if (flag === '--rope-freq-scale') numbers.delete('--rope-scale')
  }
  const positive = (flag: string) => ((numbers.get(flag) ?? 0) > 0 ? (numbers.get(flag) ?? null) : null)
  const given = (flag: string) => ((numbers.get(flag) ?? -1) >= 0 ? (numbers.get(flag) ?? null) : null)
  const frequencyScale = positive('--rope-freq-scale')
  return {
    type,
    scale: frequencyScale === null ? positive('--rope-scale') : 1 / frequencyScale,
    base: positive('--rope-freq-base'),
    originalContext: positive('--yarn-orig-ctx'),
    extrapolation: given('--yarn-ext-factor'),
    attention: given('--yarn-attn-factor'),
    betaSlow: given('--yarn-beta-slow'),
    betaFast: given('--yarn-beta-fast'),
  }
}

function readType(value: string): string {
  if (scalingTypes.includes(value)) return value
  throw new RopewalkError(
    'extension.invalid',
    `Not a value of --rope-scaling: ${value || 'none given'}. Expected ${scalingTypes.join(', ')}. Correct the flag.`,
  )
}

function readNumber(flag: string, value: string): number {
  if (value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
  throw new RopewalkError(
    'extension.invalid',
    `Not a value of ${flag}: ${value || 'none given'}. Expected a number. Correct the flag.`,
  )
}

function unknownFlag(flag: string): RopewalkError {
  const near = nearestName(flag, ['--rope-scaling', ...numberFlags])
  return new RopewalkError(
    'extension.invalid',
    `Unknown RoPE flag: ${flag}. Expected --rope-scaling, ${numberFlags.join(', ')}. ` +
      (near === null ? 'Leave it out.' : `Did you mean ${near}?`),
  )
}
