import { computePlainFrequencies } from '../plainFrequencies'
import type { ExtensionEntry, ExtensionInput } from './extensionEntry'

/**
 * Dynamic NTK, with n the run's context length, fixed for the whole run so that every cached key has one base.
 * Up to the trained length plain RoPE; beyond it b' = b (F n/L - (F - 1))^(d/(d-2)).
 */
export const dynamicNtk: ExtensionEntry<'dynamic-ntk'> = {
  kind: 'dynamic-ntk',
  title: 'Dynamic NTK',
  formula: 'n ≤ L: θⱼ; else b′ = b·(F·n/L − (F − 1))^(d/(d−2)), a = 1',
  source: 'Peng et al. 2023 (arXiv 2309.00071), section 3.3; transformers `_compute_dynamic_ntk_parameters`',
  page: 'docs/formulas/dynamic-ntk.md',
  parameters: [
    {
      key: 'factor',
      type: 'number',
      fallback: undefined,
      minimum: 1,
      meaning: 'F; 1 is the dynamic scale n / L',
    },
  ],
  read: (values) => ({ kind: 'dynamic-ntk', factor: values.number('factor') }),
  compute: (extension, input) => ({
    inverseFrequencies: computePlainFrequencies(
      input.rotaryDimensions,
      computeDynamicNtkBase(extension.factor, input),
    ),
    attentionFactor: 1,
  }),
}

/** b' for a run of n tokens; b itself where n <= L. */
export function computeDynamicNtkBase(factor: number, input: Omit<ExtensionInput, 'fileText'>): number {
  const { rotaryDimensions: d, ropeBase, trainedContextTokens, contextTokens } = input
  if (contextTokens <= trainedContextTokens) return ropeBase
  const growth = (factor * contextTokens) / trainedContextTokens - (factor - 1)
  return ropeBase * growth ** (d / (d - 2))
}
