import { computePlainFrequencies } from '../plainFrequencies'
import type { ExtensionEntry } from './extensionEntry'

/** Llama 3.1's three bands by wavelength, continuous at both ends; where both factors are equal, as in Llama 4 Scout, a step. */
export const llama3: ExtensionEntry<'llama3'> = {
  kind: 'llama3',
  title: 'Llama 3',
  formula: 'λⱼ < L/hf: θⱼ; λⱼ > L/lf: θⱼ/F; else (1 − σ)·θⱼ/F + σ·θⱼ, σ = (L/λⱼ − lf)/(hf − lf), a = 1',
  source: 'meta-llama `apply_scaling`; transformers `_compute_llama3_parameters`',
  page: 'docs/formulas/llama3.md',
  parameters: [
    {
      key: 'factor',
      type: 'number',
      fallback: undefined,
      minimum: 1,
      meaning: 'F; 8 in Llama 3.1, 32 in 3.2',
    },
    { key: 'lowFrequencyFactor', type: 'number', fallback: 1, above: 0, meaning: 'lf' },
    { key: 'highFrequencyFactor', type: 'number', fallback: 4, above: 0, meaning: 'hf' },
    {
      key: 'originalContext',
      type: 'integer',
      fallback: null,
      minimum: 1,
      meaning: 'L; default the trained context',
    },
  ],
  rising: ['lowFrequencyFactor', 'highFrequencyFactor'],
  mayBeEqual: true,
  read: (values) => ({
    kind: 'llama3',
    factor: values.number('factor'),
    lowFrequencyFactor: values.number('lowFrequencyFactor'),
    highFrequencyFactor: values.number('highFrequencyFactor'),
    originalContext: values.optionalNumber('originalContext'),
  }),
  compute: (extension, input) => {
    const { factor, lowFrequencyFactor: low, highFrequencyFactor: high } = extension
    const trained = extension.originalContext ?? input.trainedContextTokens
    const plain = computePlainFrequencies(input.rotaryDimensions, input.ropeBase)
    return {
      inverseFrequencies: plain.map((theta) => {
        const rotations = (trained * theta) / (2 * Math.PI)
        const kept =
          low === high ? Number(rotations >= low) : Math.min(1, Math.max(0, (rotations - low) / (high - low)))
        return ((1 - kept) * theta) / factor + kept * theta
      }),
      attentionFactor: 1,
    }
  },
}
