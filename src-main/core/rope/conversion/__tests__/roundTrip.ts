/** What a conversion there and back must keep: every frequency and the attention factor. */
import type { RotaryGeometry } from '../../../../contract'
import { resolveExtension } from '../../resolveExtension'
import { expectClose } from '../../__tests__/tables'
import { parseExtensionSpec } from '../../spec/parseExtensionSpec'
import type { Conversion, StatedExtension } from '../conversion'

export function valueOf<T>(conversion: Conversion<T>): T {
  if (conversion.kind === 'inexpressible') throw new Error(conversion.reason)
  return conversion.value
}

/** Compares tables, not specs: a changed base comes back as a base. */
export function expectSameTable(
  spec: string,
  fileText: string | null,
  stated: StatedExtension,
  geometry: RotaryGeometry,
  contextTokens: number,
): void {
  const before = resolveExtension(parseExtensionSpec(spec), geometry, contextTokens, fileText).table
  const after = resolveExtension(
    stated.extension,
    {
      rotaryDimensions: geometry.rotaryDimensions,
      ropeBase: stated.ropeBase ?? geometry.ropeBase,
      trainedContextTokens: stated.trainedContextTokens ?? geometry.trainedContextTokens,
    },
    contextTokens,
    stated.fileText,
  ).table
  if (before === null || after === null) throw new Error('native has no table')
  expectClose(
    after.inverseFrequencies.map((theta) => (theta < 1e-25 ? 0 : theta)),
    before.inverseFrequencies,
    1e-12,
  )
  expectClose([after.attentionFactor], [before.attentionFactor], 1e-12)
}
