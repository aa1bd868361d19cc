import { computeNtkBase } from '../ntkBase'
import { computePlainFrequencies } from '../plainFrequencies'
import { resolveScale } from '../resolveScale'
import { scaleParameter } from './extensionEntry'
import type { ExtensionEntry } from './extensionEntry'

/** NTK-aware scaling: a larger base, so that the fastest pair is unchanged and the slowest is interpolated by s. */
export const ntk: ExtensionEntry<'ntk'> = {
  kind: 'ntk',
  title: 'NTK-aware',
  formula: 'θ′ⱼ = b′^(−2j/d), b′ = b·s^(d/(d−2)), a = 1',
  source: 'bloc97 2023; Peng et al. 2023 (arXiv 2309.00071), definition 1',
  page: 'docs/formulas/ntk.md',
  parameters: [scaleParameter],
  read: (values) => ({ kind: 'ntk', scale: values.scale('scale') }),
  compute: (extension, input) => {
    const base = computeNtkBase(input.ropeBase, resolveScale(extension.scale, input), input.rotaryDimensions)
    return {
      inverseFrequencies: computePlainFrequencies(input.rotaryDimensions, base),
      attentionFactor: 1,
    }
  },
}
