import type { RotaryGeometry } from '../../../contract'
import { computePlainFrequencies } from '../plainFrequencies'
import { resolveScale } from '../resolveScale'
import { scaleParameter } from './extensionEntry'
import type { ExtensionEntry } from './extensionEntry'

/**
 * YaRN as its code has it: a ramp linear in j between two correction dimensions, and an attention factor. The correction
 * dimensions do not depend on s; at s = 1 the table is plain and a = 1.
 */
export const yarn: ExtensionEntry<'yarn'> = {
  kind: 'yarn',
  title: 'YaRN',
  formula:
    'θ′ⱼ = θⱼ(1 − ρⱼ) + ρⱼ·θⱼ/s, ρⱼ = clip((j − low)/max(high − low, 0.001), 0, 1), c(R) = d·ln(L/2πR)/(2 ln b), ' +
    'low = max(0, ⌊c(βfast)⌋), high = min(d − 1, ⌈c(βslow)⌉), a = 0.1 ln s + 1',
  source: 'Peng et al. 2023 (arXiv 2309.00071); jquesnelle/yarn `LlamaYaRNScaledRotaryEmbedding.py`',
  page: 'docs/formulas/yarn.md',
  parameters: [
    scaleParameter,
    {
      key: 'betaFast',
      type: 'number',
      fallback: 32,
      above: 0,
      meaning: 'βfast, rotations above which pairs are kept',
    },
    {
      key: 'betaSlow',
      type: 'number',
      fallback: 1,
      above: 0,
      meaning: 'βslow, rotations below which pairs are interpolated',
    },
    { key: 'attentionFactor', type: 'number', fallback: null, above: 0, meaning: 'a; default 0.1 ln s + 1' },
  ],
  rising: ['betaSlow', 'betaFast'],
  read: (values) => ({
    kind: 'yarn',
    scale: values.scale('scale'),
    betaFast: values.number('betaFast'),
    betaSlow: values.number('betaSlow'),
    attentionFactor: values.optionalNumber('attentionFactor'),
  }),
  compute: (extension, input) => {
    const scale = resolveScale(extension.scale, input)
    const { low, high } = computeCorrectionRange(input, extension.betaFast, extension.betaSlow)
    const plain = computePlainFrequencies(input.rotaryDimensions, input.ropeBase)
    return {
      inverseFrequencies: plain.map((theta, j) => {
        const ramp = Math.min(1, Math.max(0, (j - low) / Math.max(high - low, 0.001)))
        return theta * (1 - ramp) + (theta / scale) * ramp
      }),
      attentionFactor: extension.attentionFactor ?? computeYarnAttentionFactor(scale),
    }
  },
}

/** a = 0.1 ln s + 1: the square root of the paper's 1/t. */
export function computeYarnAttentionFactor(scale: number): number {
  return 0.1 * Math.log(scale) + 1
}

/** c(R), the pair that turns R times over the trained length; solves R = L / (2 pi b^(2c/d)). */
export function computeCorrectionDimension(geometry: RotaryGeometry, rotations: number): number {
  const { rotaryDimensions: d, ropeBase: b, trainedContextTokens: L } = geometry
  return (d * Math.log(L / (2 * Math.PI * rotations))) / (2 * Math.log(b))
}

/** Rounded and clamped to 0 .. d - 1 (d - 1, not d/2 - 1, as in the published code). */
export function computeCorrectionRange(
  geometry: RotaryGeometry,
  betaFast: number,
  betaSlow: number,
): { low: number; high: number } {
  return {
    low: Math.max(0, Math.floor(computeCorrectionDimension(geometry, betaFast))),
    high: Math.min(geometry.rotaryDimensions - 1, Math.ceil(computeCorrectionDimension(geometry, betaSlow))),
  }
}
