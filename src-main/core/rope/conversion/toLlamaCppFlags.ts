/** An extension as flags of llama.cpp's programs (commit de3ff815, `common/arg.cpp`, `src/llama-context.cpp`). */
import { assertNever } from '../../../contract'
import type { RopeExtension, RotaryGeometry, Scale } from '../../../contract'
import { computeDynamicNtkBase } from '../extensions/dynamicNtk'
import { computeYarnAttentionFactor } from '../extensions/yarn'
import { computeNtkBase } from '../ntkBase'
import { resolveExtension } from '../resolveExtension'
import { resolveScale } from '../resolveScale'
import { expressed, inexpressible } from './conversion'
import type { Conversion } from './conversion'

const bakedNote =
  'Divisors baked into a file (rope_freqs.weight) stay in force under any flag; here the extension replaces them.'

const onlyFromFile =
  'llama.cpp has no flag for per-pair divisors: they come only from tensors of the file (rope_freqs, rope_factors_long, rope_factors_short).'

/**
 * Flags and their values, in the order of a command line.
 * @param contextTokens n, which `auto` and dynamic NTK are computed for
 * @throws RopewalkError `extension.invalid`, `context.invalid` where the numbers do not fit
 */
export function toLlamaCppFlags(
  extension: RopeExtension,
  geometry: RotaryGeometry,
  contextTokens: number,
  fileText: string | null = null,
): Conversion<readonly string[]> {
  const { extension: fixed } = resolveExtension(extension, geometry, contextTokens, fileText)
  const scaleOf = (scale: Scale) => resolveScale(scale, { ...geometry, contextTokens })
  switch (fixed.kind) {
    case 'native':
      return expressed([], 'Without RoPE flags llama.cpp does what the file asks for.')
    case 'none':
      return expressed(['--rope-scaling', 'none'], bakedNote)
    case 'linear':
      return expressed(['--rope-scaling', 'linear', '--rope-scale', String(fixed.scale)], bakedNote)
    case 'ntk':
      return expressed(
        withBase(computeNtkBase(geometry.ropeBase, scaleOf(fixed.scale), geometry.rotaryDimensions)),
        bakedNote,
      )
    case 'base':
      return expressed(withBase(fixed.base), bakedNote)
    case 'dynamic-ntk':
      return expressed(
        withBase(computeDynamicNtkBase(fixed.factor, { ...geometry, contextTokens })),
        `Holds for runs of ${contextTokens} tokens: llama.cpp has no dynamic base, so it is fixed here.`,
        bakedNote,
      )
    case 'yarn':
      return toYarnFlags(fixed, scaleOf(fixed.scale), geometry)
    case 'by-parts':
    case 'longrope':
    case 'llama3':
    case 'ntk-mixed':
    case 'p-rope':
    case 'custom':
      return inexpressible(onlyFromFile)
    default:
      return assertNever(fixed)
  }
}

function withBase(base: number): string[] {
  return ['--rope-scaling', 'none', '--rope-freq-base', String(base)]
}

function toYarnFlags(
  extension: RopeExtension<'yarn'>,
  scale: number,
  geometry: RotaryGeometry,
): Conversion<readonly string[]> {
  const own = computeYarnAttentionFactor(scale)
  if (extension.attentionFactor !== null && extension.attentionFactor !== own)
    return inexpressible(
      `llama.cpp overwrites --yarn-attn-factor under YaRN: it always uses ${own} here, not ${extension.attentionFactor}.`,
    )
  return expressed(
    [
      ...['--rope-scaling', 'yarn', '--rope-scale', String(scale)],
      ...['--yarn-orig-ctx', String(geometry.trainedContextTokens)],
      ...['--yarn-beta-slow', String(extension.betaSlow), '--yarn-beta-fast', String(extension.betaFast)],
    ],
    'A rope.scaling.attn_factor in the file multiplies the attention factor once more.',
    bakedNote,
  )
}
