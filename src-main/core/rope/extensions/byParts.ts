import { computePlainFrequencies } from '../plainFrequencies'
import { resolveScale } from '../resolveScale'
import { scaleParameter } from './extensionEntry'
import type { ExtensionEntry } from './extensionEntry'

/**
 * NTK-by-parts: a ramp that is linear in the rotations r = L theta / 2 pi (YaRN's code has one that is linear in j).
 * Pairs with r < alpha are interpolated, with r > beta kept.
 */
export const byParts: ExtensionEntry<'by-parts'> = {
  kind: 'by-parts',
  title: 'NTK-by-parts',
  formula: 'θ′ⱼ = (1 − γ)·θⱼ/s + γ·θⱼ, γ = clip((rⱼ − α)/(β − α), 0, 1), a = 1',
  source: 'Peng et al. 2023 (arXiv 2309.00071), section 3.2, definition 2',
  page: 'docs/formulas/by-parts.md',
  parameters: [
    scaleParameter,
    {
      key: 'alpha',
      type: 'number',
      fallback: 1,
      minimum: 0,
      meaning: 'α, rotations below which pairs are interpolated',
    },
    {
      key: 'beta',
      type: 'number',
      fallback: 32,
      above: 0,
      meaning: 'β, rotations above which pairs are kept',
    },
  ],
  rising: ['alpha', 'beta'],
  read: (values) => ({
    kind: 'by-parts',
    scale: values.scale('scale'),
    alpha: values.number('alpha'),
    beta: values.number('beta'),
  }),
  compute: (extension, input) => {
    const { alpha, beta } = extension
    const scale = resolveScale(extension.scale, input)
    const plain = computePlainFrequencies(input.rotaryDimensions, input.ropeBase)
    return {
      inverseFrequencies: plain.map((theta) => {
        const rotations = (input.trainedContextTokens * theta) / (2 * Math.PI)
        const kept = Math.min(1, Math.max(0, (rotations - alpha) / (beta - alpha)))
        return ((1 - kept) * theta) / scale + kept * theta
      }),
      attentionFactor: 1,
    }
  },
}
