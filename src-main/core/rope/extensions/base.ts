import { computePlainFrequencies } from '../plainFrequencies'
import type { ExtensionEntry } from './extensionEntry'

/** Another base, named directly: what Zhong et al. (COLING 2025) call NTK, also known as ABF. */
export const base: ExtensionEntry<'base'> = {
  kind: 'base',
  title: 'Base change (ABF)',
  formula: 'θ′ⱼ = B^(−2j/d), a = 1',
  source: 'Rozière et al. 2023 (arXiv 2308.12950); Xiong et al. 2023 (arXiv 2309.16039)',
  page: 'docs/formulas/base.md',
  parameters: [
    { key: 'base', type: 'number', fallback: undefined, above: 1, meaning: 'B, the new RoPE base' },
  ],
  read: (values) => ({ kind: 'base', base: values.number('base') }),
  compute: (extension, input) => ({
    inverseFrequencies: computePlainFrequencies(input.rotaryDimensions, extension.base),
    attentionFactor: 1,
  }),
}
