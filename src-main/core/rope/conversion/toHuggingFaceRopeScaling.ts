/** An extension as the RoPE keys of a Hugging Face config.json, as transformers 5.18 `modeling_rope_utils.py` reads them. */
import { assertNever } from '../../../contract'
import type { RopeExtension, RotaryGeometry, Scale } from '../../../contract'
import { computeNtkBase } from '../ntkBase'
import { resolveExtension } from '../resolveExtension'
import { resolveScale } from '../resolveScale'
import { expressed, inexpressible } from './conversion'
import type { Conversion } from './conversion'
import { carrierNote, toCarrier, toLongrope } from './longropeScaling'
import { stateScaling } from './huggingFaceRope'
import type { HuggingFaceRope, HuggingFaceScaling } from './huggingFaceRope'
import { nameSource } from '../spec/factorFiles'

/**
 * `max_position_embeddings` is L for dynamic NTK, which computes with it, s L for yarn and longrope, else max(n, L).
 * A curve without a type of its own is written as longrope with equal short and long factors.
 * @param contextTokens n, which `auto` and dynamic NTK are computed for
 * @throws RopewalkError `extension.invalid`, `context.invalid` where the numbers do not fit
 */
export function toHuggingFaceRopeScaling(
  extension: RopeExtension,
  geometry: RotaryGeometry,
  contextTokens: number,
  fileText: string | null = null,
): Conversion<HuggingFaceRope> {
  const { extension: fixed, table } = resolveExtension(extension, geometry, contextTokens, fileText)
  const { ropeBase, rotaryDimensions, trainedContextTokens: trained } = geometry
  const reach = Math.max(trained, contextTokens)
  const scaleOf = (scale: Scale) => resolveScale(scale, { ...geometry, contextTokens })
  if (fixed.kind === 'native' || table === null)
    return inexpressible('native is what the file itself asks for. Convert its native equivalent instead.')
  switch (fixed.kind) {
    case 'none':
      return expressed(state(ropeBase, reach, null))
    case 'base':
      return expressed(state(fixed.base, reach, null))
    case 'ntk':
      return expressed(
        state(computeNtkBase(ropeBase, scaleOf(fixed.scale), rotaryDimensions), reach, null),
        'Written as the base that the scale stands for.',
      )
    case 'linear':
      return expressed(state(ropeBase, reach, stateScaling('linear', { factor: scaleOf(fixed.scale) })))
    case 'dynamic-ntk':
      return expressed(
        state(ropeBase, trained, stateScaling('dynamic', { factor: fixed.factor })),
        'transformers takes the current length for n and keeps keys it has cached at an older base; one forward pass over n tokens agrees.',
      )
    case 'yarn':
      return expressed(toYarn(fixed, scaleOf(fixed.scale), geometry))
    case 'by-parts':
      return fixed.alpha > 0
        ? expressed(
            state(ropeBase, reach, toLlama3(scaleOf(fixed.scale), fixed.alpha, fixed.beta, trained)),
            'Written as llama3, which has the same ramp: alpha is its low_freq_factor, beta its high_freq_factor.',
          )
        : expressed(toCarrier(table, geometry, reach), carrierNote)
    case 'llama3': {
      const { factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalContext } = fixed
      return expressed(state(ropeBase, reach, toLlama3(factor, low, high, originalContext ?? trained)))
    }
    case 'longrope':
      return expressed(
        toLongrope(nameSource(fixed.factors, fixed.curve), fileText, table, geometry, contextTokens),
        'transformers chooses short or long factors by the current length, not by the context of the run.',
      )
    case 'p-rope':
      return expressed(
        state(ropeBase, reach, stateScaling('proportional', { partial_rotary_factor: fixed.keep })),
        'Holds where the whole head rotates: partial_rotary_factor is a share of the head size.',
      )
    case 'ntk-mixed':
    case 'custom':
      return expressed(toCarrier(table, geometry, reach), carrierNote)
    default:
      return assertNever(fixed)
  }
}

function state(base: number, length: number, scaling: HuggingFaceScaling | null): HuggingFaceRope {
  return { rope_theta: base, max_position_embeddings: length, rope_scaling: scaling }
}

function toYarn(extension: RopeExtension<'yarn'>, scale: number, geometry: RotaryGeometry): HuggingFaceRope {
  const { ropeBase, trainedContextTokens: trained } = geometry
  const { attentionFactor, betaFast, betaSlow } = extension
  return state(
    ropeBase,
    Math.round(scale * trained),
    stateScaling('yarn', {
      factor: scale,
      original_max_position_embeddings: trained,
      beta_fast: betaFast,
      beta_slow: betaSlow,
      ...(attentionFactor === null ? {} : { attention_factor: attentionFactor }),
    }),
  )
}

function toLlama3(factor: number, low: number, high: number, original: number): HuggingFaceScaling {
  return stateScaling('llama3', {
    factor,
    low_freq_factor: low,
    high_freq_factor: high,
    original_max_position_embeddings: original,
  })
}
