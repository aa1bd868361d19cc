import type { RopeExtension, RotaryGeometry } from '../../contract'
import { resolveExtension } from './resolveExtension'
import { computePlainFrequencies } from './plainFrequencies'
import { computeRotations, computeWavelengths } from './panels/wavelengths'
import { formatExtensionSpec } from './spec/formatExtensionSpec'

/** What `ropewalk frequencies --json` prints. All arrays [d/2]. */
export interface FrequencyDescription {
  readonly extension: string
  /** rad/token. */
  readonly inverseFrequencies: readonly number[]
  readonly attentionFactor: number
  /** 2 pi / theta'; null where a pair does not rotate. */
  readonly wavelengthsTokens: readonly (number | null)[]
  /** L theta' / 2 pi. */
  readonly rotationsAtTrainedContext: readonly number[]
}

/** For `native` without a file the plain table of the given base is described. */
export function describeFrequencies(
  extension: RopeExtension,
  geometry: RotaryGeometry,
  contextTokens: number,
  fileText: string | null = null,
): FrequencyDescription {
  const resolved = resolveExtension(extension, geometry, contextTokens, fileText)
  const frequencies =
    resolved.table?.inverseFrequencies ??
    computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase)
  return {
    extension: formatExtensionSpec(resolved.extension),
    inverseFrequencies: Array.from(frequencies),
    attentionFactor: resolved.table?.attentionFactor ?? 1,
    wavelengthsTokens: Array.from(computeWavelengths(frequencies), (value) =>
      Number.isFinite(value) ? value : null,
    ),
    rotationsAtTrainedContext: Array.from(computeRotations(frequencies, geometry.trainedContextTokens)),
  }
}
