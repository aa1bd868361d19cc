/** The frequencies of every extension of a draft, for one model and one target length. */
import { toWireError, type RopeExtension, type RotaryGeometry, type WireError } from '@contract'
import {
  computePlainFrequencies,
  computeRotations,
  computeWavelengths,
  findTableSource,
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

/** @param tables texts of the files and curves that `custom` and `longrope` name, by their keys */
export function computeCurve(
  spec: string,
  index: number,
  geometry: RotaryGeometry,
  contextTokens: number,
  tables: ReadonlyMap<string, string>,
): CurveOutcome {
  try {
    const parsed = parseExtensionSpec(spec)
    const { resolvedSpec, extension, table } = resolveExtension(
      parsed,
      geometry,
      contextTokens,
      tables.get(tableKeyOf(parsed) ?? '') ?? null,
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

/** What the text of an extension's table is found by; null for those that compute their numbers. */
export function tableKeyOf(extension: RopeExtension): string | null {
  const source = findTableSource(extension)
  if (source === null) return null
  return source.kind === 'file' ? source.path : curveKey(source.name)
}

export function curveKey(name: string): string {
  return `curve:${name}`
}
