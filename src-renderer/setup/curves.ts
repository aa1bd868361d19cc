/** The frequencies of every extension of a draft, for one model and one target length. */
import { toWireError, type RopeExtension, type RotaryGeometry, type WireError } from '@contract'
import {
  computePlainFrequencies,
  computeRotations,
  computeWavelengths,
  parseExtensionSpec,
  resolveExtension,
} from '@core/rope'

export interface ExtensionCurve {
  /** As the draft writes it. */
  readonly spec: string
  /** Place among the extensions; colour, dash and marker follow it. */
  readonly index: number
  readonly resolvedSpec: string
  readonly extension: RopeExtension
  /** rad/token [d/2]; for `native` those of the plain table. */
  readonly inverseFrequencies: Float64Array
  /** tokens [d/2] */
  readonly wavelengths: Float64Array
  /** turns over the target length [d/2] */
  readonly rotations: Float64Array
  readonly attentionFactor: number
}

export type CurveOutcome = { readonly curve: ExtensionCurve } | { readonly error: WireError }

/** @param fileTexts texts of the files that `custom` and `longrope` name, by path */
export function computeCurve(
  spec: string,
  index: number,
  geometry: RotaryGeometry,
  contextTokens: number,
  fileTexts: ReadonlyMap<string, string>,
): CurveOutcome {
  try {
    const parsed = parseExtensionSpec(spec)
    const file = fileOf(parsed)
    const { resolvedSpec, extension, table } = resolveExtension(
      parsed,
      geometry,
      contextTokens,
      file === null ? null : (fileTexts.get(file) ?? null),
    )
    const inverseFrequencies =
      table?.inverseFrequencies ?? computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase)
    return {
      curve: {
        spec,
        index,
        resolvedSpec,
        extension,
        inverseFrequencies,
        wavelengths: computeWavelengths(inverseFrequencies),
        rotations: computeRotations(inverseFrequencies, contextTokens),
        attentionFactor: table?.attentionFactor ?? 1,
      },
    }
  } catch (thrown) {
    return { error: toWireError(thrown) }
  }
}

/** The file an extension takes its numbers from; null for those that compute them. */
export function fileOf(extension: RopeExtension): string | null {
  switch (extension.kind) {
    case 'custom':
      return extension.file
    case 'longrope':
      return extension.factors
    default:
      return null
  }
}
