/** Tables that extensions take their numbers from: files, and curves of the experiment. */
import { RopewalkError } from '../../contract'
import type { Curve, ExperimentSpec } from '../../contract'
import { findTableSource, parseExtensionSpec } from '../../core/rope'
import type { StudyFiles } from '../ports'

/**
 * @returns contents by extension as the spec writes it
 * @throws RopewalkError `text.missing`, `extension.invalid`
 */
export async function readExtensionFiles(
  spec: ExperimentSpec,
  files: Pick<StudyFiles, 'readText'>,
): Promise<ReadonlyMap<string, string>> {
  const contents = new Map<string, string>()
  const extensions = spec.models.flatMap((entry) => entry.extensions ?? spec.extensions)
  for (const extension of new Set(extensions)) {
    const text = await readExtensionFile(extension, files, spec.curves)
    if (text !== null) contents.set(extension, text)
  }
  return contents
}

/**
 * @param curves those of the experiment
 * @returns null where the extension names no table
 * @throws RopewalkError `text.missing`, `extension.invalid`
 */
export async function readExtensionFile(
  extension: string,
  files: Pick<StudyFiles, 'readText'>,
  curves: readonly Curve[] = [],
): Promise<string | null> {
  const source = findTableSource(parseExtensionSpec(extension))
  if (source === null) return null
  if (source.kind === 'file') return (await files.readText(source.path)).text
  const curve = curves.find(({ name }) => name === source.name)
  if (curve === undefined) throw unknownCurve(extension, source.name, curves)
  return JSON.stringify(curve.table)
}

function unknownCurve(extension: string, name: string, curves: readonly Curve[]): RopewalkError {
  const known = curves.length === 0 ? 'it has none' : curves.map((curve) => curve.name).join(', ')
  return new RopewalkError(
    'extension.invalid',
    `Unknown curve in extension ${extension}: ${name}. Expected a curve of the experiment (${known}). ` +
      'Correct the name, or add the curve.',
    { extension, name },
  )
}
