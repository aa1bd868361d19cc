/** What llama.cpp rotates the layers of a file by, derived from its metadata as llama.cpp derives it. */
import type { RotaryGeometry, RotaryNode } from '../../contract'
import { findArchitectureRotation } from './architectureRotation'
import type { ArchitectureRotation } from './architectureRotation'
import { findCount, findNumber, findText, requireCount } from './metadataFacts'
import type { MetadataSource } from './metadataFacts'
import { findWindowRotation } from './slidingWindow'

/** Nodes without factor tensors: those are read from the weights. */
export interface FileRotation {
  readonly global: RotaryNode
  /** Equal to `global` where window layers rotate as the others do. */
  readonly window: RotaryNode
  /** Window layers do not divide by the factor tensors. */
  readonly windowLeavesFactors: boolean
}

/** Source: llama.cpp commit de3ff815, `src/llama-context.cpp` (constructor), `src/llama-model.cpp` (`load_hparams`). */
export function findFileRotation(
  source: MetadataSource,
  architecture: string,
  { rotaryDimensions, ropeBase }: RotaryGeometry,
): FileRotation {
  const rules = findArchitectureRotation(architecture)
  const global: RotaryNode = {
    dimensions: rotaryDimensions,
    trainedContextTokens:
      findCount(source, `${architecture}.rope.scaling.original_context_length`, 1) ??
      requireCount(source, `${architecture}.context_length`),
    ropeBase,
    ...(rules.ignoresScaling ? plainScaling : findScaling(source, architecture, rules)),
    factors: null,
  }
  return { global, ...findWindowRotation(source, architecture, global) }
}

const plainScaling = { frequencyScale: 1, extensionFactor: 0, attentionFactor: 1, betaFast: 32, betaSlow: 1 }

function findScaling(source: MetadataSource, architecture: string, rules: ArchitectureRotation) {
  const read = (key: string) => findNumber(source, `${architecture}.rope.scaling.${key}`)
  const type = findText(source, `${architecture}.rope.scaling.type`) ?? 'linear'
  const factor = (read('factor') ?? findNumber(source, `${architecture}.rope.scale_linear`)) || 1
  const scale = type === 'none' ? 1 : factor
  const stated = rules.readsYarnFactors ? read('yarn_ext_factor') : null
  const extensionFactor = stated !== null && stated >= 0 ? stated : Number(type === 'yarn')
  const own = read('attn_factor') ?? 1
  const base =
    extensionFactor === 0
      ? ((rules.readsYarnFactors ? read('yarn_attn_factor') : null) ?? 1)
      : computeYarnFactor(scale, rules, read('yarn_log_multiplier'))
  return {
    frequencyScale: 1 / scale,
    extensionFactor,
    attentionFactor: base * own,
    betaFast: (rules.readsBetas ? read('yarn_beta_fast') : null) ?? rules.betaFast ?? 32,
    betaSlow: (rules.readsBetas ? read('yarn_beta_slow') : null) ?? 1,
  }
}

/** mscale(s, m) / mscale(s, m') over the 1 + 0.1 ln s that the kernel multiplies by. */
function computeYarnFactor(scale: number, rules: ArchitectureRotation, stated: number | null): number {
  const measure = (multiplier: number) => (scale <= 1 ? 1 : 0.1 * multiplier * Math.log(scale) + 1)
  const multiplier = rules.logMultiplierUnit === undefined ? 0 : (stated ?? 0) * rules.logMultiplierUnit
  const numerator = multiplier !== 0 && rules.logMultiplierCancels ? multiplier : 1
  const whole = multiplier === 0 ? measure(1) : measure(numerator) / measure(multiplier)
  return whole / (1 + 0.1 * Math.log(scale))
}
