import type { DeclaredScaling, RotaryGeometry, RotaryNode } from '../../../contract'
import { computeYarnAttentionFactor } from '../extensions/yarn'
import { computeNodeTable } from '../rotaryNode'
import { formatExtensionSpec } from '../spec/formatExtensionSpec'

/**
 * The spec that equals what a file asks for: `linear:scale=8` for a model fine-tuned with position interpolation, `none`
 * for a plain one; null where the file's factors are not known from its metadata alone, or no spec has this table.
 * @param node what llama.cpp rotates the global layers by, its factor tensor left out
 */
export function nativeEquivalent(
  scaling: DeclaredScaling,
  geometry: RotaryGeometry,
  node: RotaryNode,
): string | null {
  switch (scaling.type) {
    case 'none':
    case 'linear':
    case 'yarn':
      return scaling.type === 'none' && scaling.factorTensors.length > 0 ? null : toSpec(node, geometry)
    case 'llama3':
      return isPlain(node) ? toLlama3(scaling, geometry) : null
    case 'longrope':
    case 'unknown':
      return null
  }
}

function toSpec(node: RotaryNode, geometry: RotaryGeometry): string | null {
  const scale = 1 / node.frequencyScale
  const { attentionFactor } = computeNodeTable(node)
  const keepsLength = isOne(attentionFactor)
  if (isOne(scale)) return keepsLength ? 'none' : null
  if (scale < 1) return null
  if (node.extensionFactor === 0)
    return keepsLength ? formatExtensionSpec({ kind: 'linear', scale: round(scale) }) : null
  // YaRN's ramp stands on the trained context, which a user may have overridden.
  if (node.extensionFactor !== 1 || node.trainedContextTokens !== geometry.trainedContextTokens) return null
  if (!(node.betaSlow > 0 && node.betaSlow < node.betaFast)) return null
  return formatExtensionSpec({
    kind: 'yarn',
    scale: round(scale),
    betaFast: round(node.betaFast),
    betaSlow: round(node.betaSlow),
    attentionFactor: isOne(attentionFactor / computeYarnAttentionFactor(scale))
      ? null
      : round(attentionFactor),
  })
}

function toLlama3(
  { factor, originalContextTokens }: DeclaredScaling,
  { trainedContextTokens }: RotaryGeometry,
): string | null {
  if (factor === null) return null
  return formatExtensionSpec({
    kind: 'llama3',
    factor,
    lowFrequencyFactor: 1,
    highFrequencyFactor: 4,
    originalContext: originalContextTokens === trainedContextTokens ? null : originalContextTokens,
  })
}

function isPlain(node: RotaryNode): boolean {
  return isOne(node.frequencyScale) && isOne(computeNodeTable(node).attentionFactor)
}

/** Files hold binary32, which knows seven digits. */
function isOne(value: number): boolean {
  return Math.abs(value - 1) < 1e-6
}

function round(value: number): number {
  return Number(value.toPrecision(8))
}
