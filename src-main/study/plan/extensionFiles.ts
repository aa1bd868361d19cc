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
  files: StudyFiles,
): Promise<ReadonlyMap<string, string>> {
  const contents = new Map<string, string>()
  const extensions = spec.models.flatMap((entry) => entry.extensions ?? spec.extensions)
  for (const extension of new Set(extensions)) {
    const path = findFile(parseExtensionSpec(extension))
    if (path !== null) contents.set(extension, (await files.readText(path)).text)
  }
  return contents
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
