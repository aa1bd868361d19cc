/** What an extension became on a model: which layers rotate by it, and which do not. */
import type { AppliedExtension, RotaryGeometry } from '../../contract'
import type { ResolvedExtension } from '../../core/rope'
import type { RotationProbe } from '../../native'

/** @param rewrittenNodes counted in the running graph */
export function describeApplied(
  { resolvedSpec, table }: ResolvedExtension,
  geometry: RotaryGeometry,
  probe: RotationProbe,
  applyToSlidingWindowLayers: boolean,
  rewrittenNodes: number,
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
    rewrittenNodes,
  }
}
