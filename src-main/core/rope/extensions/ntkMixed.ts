import { computePlainFrequencies } from '../plainFrequencies'
import { resolveScale } from '../resolveScale'
import { scaleParameter } from './extensionEntry'
import type { ExtensionEntry } from './extensionEntry'

/** NTK-mixed: a mixed base; the last pair equals linear interpolation exactly, and j = 0 is changed too. */
export const ntkMixed: ExtensionEntry<'ntk-mixed'> = {
  kind: 'ntk-mixed',
  title: 'NTK-mixed',
  formula: 'θ′ⱼ = θⱼ·exp(−c·(j + 1)^0.75), c = ln s / (d/2)^0.75, a = 1',
  source: 'Su 2023: bojone/rerope `ntk_patch.py`; kexue.fm/9706',
  page: 'docs/formulas/ntk-mixed.md',
  parameters: [scaleParameter],
  read: (values) => ({ kind: 'ntk-mixed', scale: values.scale('scale') }),
  compute: (extension, input) => {
    const exponent = 0.75
    const c = Math.log(resolveScale(extension.scale, input)) / (input.rotaryDimensions / 2) ** exponent
    const plain = computePlainFrequencies(input.rotaryDimensions, input.ropeBase)
    return {
      inverseFrequencies: plain.map((theta, j) => theta * Math.exp(-c * (j + 1) ** exponent)),
      attentionFactor: 1,
    }
  },
}
