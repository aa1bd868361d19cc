/** The text of the file an extension names, relative to the working directory; null where it names none. */
import { readFile } from 'node:fs/promises'
import { RopewalkError, type RopeExtension } from '../contract'

/** @throws RopewalkError `text.missing` */
export async function readExtensionFile(extension: RopeExtension): Promise<string | null> {
  const path = findPath(extension)
  if (path === null) return null
  try {
    return await readFile(path, 'utf8')
  } catch (thrown) {
    throw new RopewalkError(
      'text.missing',
      `Frequency file that cannot be read: ${path}. Expected a readable file. Check the path in the extension.`,
      { path, cause: thrown instanceof Error ? thrown.message : String(thrown) },
    )
  }
}

function findPath(extension: RopeExtension): string | null {
  switch (extension.kind) {
    case 'longrope':
      return extension.factors
    case 'custom':
      return extension.file
    default:
      return null
  }
}
