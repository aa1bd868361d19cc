/** Files that extensions take their numbers from. */
import type { ExperimentSpec, RopeExtension } from '../../contract'
import { parseExtensionSpec } from '../../core/rope'
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
    const text = await readExtensionFile(extension, files)
    if (text !== null) contents.set(extension, text)
  }
  return contents
}

/**
 * @returns null where the extension names no file
 * @throws RopewalkError `text.missing`, `extension.invalid`
 */
export async function readExtensionFile(
  extension: string,
  files: Pick<StudyFiles, 'readText'>,
): Promise<string | null> {
  const path = findFile(parseExtensionSpec(extension))
  return path === null ? null : (await files.readText(path)).text
}

function findFile(extension: RopeExtension): string | null {
  switch (extension.kind) {
    case 'longrope':
      return extension.factors
    case 'custom':
      return extension.file
    default:
      return null
  }
}
