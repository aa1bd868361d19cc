import { computePlainFrequencies } from '../plainFrequencies'
import type { ExtensionEntry } from './extensionEntry'

/** Plain RoPE. For a file that carries factors of its own this is not `native`. */
export const none: ExtensionEntry<'none'> = {
  kind: 'none',
  title: 'None (plain RoPE)',
  formula: 'θ′ⱼ = θⱼ = b^(−2j/d), a = 1',
  source: 'Su et al. 2021 (arXiv 2104.09864), section 3.2.2',
  page: 'docs/formulas/none.md',
  parameters: [],
  read: () => ({ kind: 'none' }),
  compute: (_, input) => ({
    inverseFrequencies: computePlainFrequencies(input.rotaryDimensions, input.ropeBase),
    attentionFactor: 1,
  }),
}
