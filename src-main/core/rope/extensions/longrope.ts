import { computePlainFrequencies } from '../plainFrequencies'
import { nameSource, parseLongropeFile } from '../spec/factorFiles'
import { curveParameter, type ExtensionEntry } from './extensionEntry'

/** LongRoPE: searched factors, the short ones up to the trained length, the long ones beyond it; a applies with both. */
export const longrope: ExtensionEntry<'longrope'> = {
  kind: 'longrope',
  title: 'LongRoPE',
  formula: 'θ′ⱼ = θⱼ / fⱼ, f short where n ≤ L, else long; a = √(1 + ln s / ln L)',
  source: 'Ding et al. 2024 (arXiv 2402.13753); transformers `_compute_longrope_parameters`',
  page: 'docs/formulas/longrope.md',
  parameters: [
    {
      key: 'factors',
      type: 'file',
      fallback: null,
      meaning: 'JSON file with short_factor and long_factor, d/2 each',
    },
    curveParameter,
    {
      key: 'attentionFactor',
      type: 'number',
      fallback: null,
      above: 0,
      meaning: 'a; default √(1 + ln s / ln L)',
    },
  ],
  oneOf: ['factors', 'curve'],
  read: (values) => ({
    kind: 'longrope',
    factors: values.text('factors'),
    curve: values.text('curve'),
    attentionFactor: values.optionalNumber('attentionFactor'),
  }),
  compute: (extension, input) => {
    const file = parseLongropeFile(
      input.fileText,
      nameSource(extension.factors, extension.curve),
      input.rotaryDimensions / 2,
    )
    const trained = file.originalContextTokens ?? input.trainedContextTokens
    const factors = input.contextTokens <= trained ? file.short : file.long
    const plain = computePlainFrequencies(input.rotaryDimensions, input.ropeBase)
    const scale = file.scale ?? Math.max(1, input.contextTokens / trained)
    return {
      inverseFrequencies: plain.map((theta, j) => theta / factors[j]),
      attentionFactor:
        extension.attentionFactor ?? file.attentionFactor ?? computeLongropeAttentionFactor(scale, trained),
    }
  },
}

/** a = sqrt(1 + ln s / ln L); 1 where s <= 1. */
export function computeLongropeAttentionFactor(scale: number, trainedContextTokens: number): number {
  return scale <= 1 ? 1 : Math.sqrt(1 + Math.log(scale) / Math.log(trainedContextTokens))
}
