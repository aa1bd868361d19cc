import type { DeclaredScaling, RotaryGeometry } from '../../../contract'
import { computeYarnAttentionFactor } from '../extensions/yarn'
import { formatExtensionSpec } from '../spec/formatExtensionSpec'

/**
 * The spec that equals what a file asks for: `linear:scale=8` for a model fine-tuned with position interpolation, `none`
 * for a plain one; null where the file's factors are not known from its metadata alone.
 */
export function nativeEquivalent(scaling: DeclaredScaling, geometry: RotaryGeometry): string | null {
  const { type, factor, originalContextTokens } = scaling
  switch (type) {
    case 'none':
      return scaling.factorTensors.length > 0 ? null : 'none'
    case 'linear':
      return factor === null || (scaling.attentionFactor ?? 1) !== 1
        ? null
        : formatExtensionSpec({ kind: 'linear', scale: factor })
    case 'yarn':
      return factor === null
        ? null
        : formatExtensionSpec({
            kind: 'yarn',
            scale: factor,
            betaFast: 32,
            betaSlow: 1,
            attentionFactor: computeDeclaredYarnFactor(factor, scaling.attentionFactor),
          })
    case 'llama3':
      return factor === null
        ? null
        : formatExtensionSpec({
            kind: 'llama3',
            factor,
            lowFrequencyFactor: 1,
            highFrequencyFactor: 4,
            originalContext:
              originalContextTokens === geometry.trainedContextTokens ? null : originalContextTokens,
          })
    case 'longrope':
    case 'unknown':
      return null
  }
}

/**
 * llama.cpp multiplies YaRN's own factor by the file's `rope.scaling.attn_factor`; null is YaRN's own.
 * Source: llama.cpp commit de3ff815, `src/llama-context.cpp`.
 */
function computeDeclaredYarnFactor(scale: number, declared: number | null): number | null {
  return declared === null || declared === 1 ? null : computeYarnAttentionFactor(scale) * declared
}
