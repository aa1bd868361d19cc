/** What an extension became on a model: which layers rotate by it, and which do not. */
import type { AppliedExtension, RotaryGeometry } from '../../contract'
import type { ResolvedExtension } from '../../core/rope'
import type { RotationProbe } from '../../native'

export function describeApplied(
  { resolvedSpec, table }: ResolvedExtension,
  geometry: RotaryGeometry,
  probe: RotationProbe,
  applyToSlidingWindowLayers: boolean,
): AppliedExtension {
  const rotatesInWindow = probe.slidingWindowLayers.filter((layer) => probe.rotatedLayers.includes(layer))
  const leftAlone = applyToSlidingWindowLayers ? [] : rotatesInWindow
  return {
    resolvedSpec,
    geometry,
    inverseFrequencies: table && [...table.inverseFrequencies],
    attentionFactor: table && table.attentionFactor,
    rotatedLayers: probe.rotatedLayers,
    unrotatedLayers: probe.unrotatedLayers,
    slidingWindowLayers: table ? leftAlone : [],
    rewrittenNodes: table ? countRewritten(probe, leftAlone.length) : 0,
  }
}

/** Every rotated layer has the same number of ROPE nodes: one for queries and one for keys, or one for both. */
function countRewritten({ nodesPerDecode, rotatedLayers }: RotationProbe, leftAlone: number): number {
  return (nodesPerDecode / rotatedLayers.length) * (rotatedLayers.length - leftAlone)
}
