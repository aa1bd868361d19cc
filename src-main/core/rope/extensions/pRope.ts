import { computePlainFrequencies } from '../plainFrequencies'
import type { ExtensionEntry } from './extensionEntry'

/** p-RoPE: the fastest pairs are kept, the rest do not rotate. Not partial rotary: the exponent's denominator stays d. */
export const pRope: ExtensionEntry<'p-rope'> = {
  kind: 'p-rope',
  title: 'p-RoPE',
  formula: 'θ′ⱼ = θⱼ for j < ⌊p·d/2⌋, else 0; a = 1',
  source: 'Barbero et al. 2024 (arXiv 2410.06205), section 6; transformers type "proportional"',
  page: 'docs/formulas/p-rope.md',
  parameters: [
    {
      key: 'keep',
      type: 'number',
      fallback: undefined,
      above: 0,
      maximum: 1,
      meaning: 'p, share of pairs kept',
    },
  ],
  read: (values) => ({ kind: 'p-rope', keep: values.number('keep') }),
  compute: (extension, input) => {
    const kept = Math.floor((extension.keep * input.rotaryDimensions) / 2)
    const plain = computePlainFrequencies(input.rotaryDimensions, input.ropeBase)
    return { inverseFrequencies: plain.map((theta, j) => (j < kept ? theta : 0)), attentionFactor: 1 }
  },
}
