import { computePlainFrequencies } from '../plainFrequencies'
import { resolveScale } from '../resolveScale'
import { scaleParameter } from './extensionEntry'
import type { ExtensionEntry } from './extensionEntry'

/** Position interpolation: every frequency divided by s, the same as positions m → m/s. At s = 1 plain RoPE. */
export const linear: ExtensionEntry<'linear'> = {
  kind: 'linear',
  title: 'Linear (position interpolation)',
  formula: 'θ′ⱼ = θⱼ / s, a = 1',
  source: 'Chen et al. 2023 (arXiv 2306.15595), equation 4; kaiokendev 2023',
  page: 'docs/formulas/linear.md',
  parameters: [scaleParameter],
  read: (values) => ({ kind: 'linear', scale: values.scale('scale') }),
  compute: (extension, input) => {
    const scale = resolveScale(extension.scale, input)
    return {
      inverseFrequencies: computePlainFrequencies(input.rotaryDimensions, input.ropeBase).map(
        (theta) => theta / scale,
      ),
      attentionFactor: 1,
    }
  },
}
