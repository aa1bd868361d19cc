/** The text of the file an extension names, relative to the working directory; null where it names none. */
import { readFile } from 'node:fs/promises'
import { RopewalkError, type RopeExtension } from '../contract'
import { findTableSource } from '../core/rope'

/** @throws RopewalkError `text.missing`; `extension.invalid` for a curve, which an experiment alone has */
export async function readExtensionFile(extension: RopeExtension): Promise<string | null> {
  const source = findTableSource(extension)
  if (source === null) return null
  if (source.kind === 'curve') throw curveWithoutSpec(extension, source.name)
  const { path } = source
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

function curveWithoutSpec(extension: RopeExtension, name: string): RopewalkError {
  const key = extension.kind === 'longrope' ? 'factors' : 'file'
  return new RopewalkError(
    'extension.invalid',
    `Curve without an experiment: ${name}. Expected ${key}= and a JSON file, since curves stand in an experiment spec. ` +
      'Put the table of the curve into a file of its own.',
    { name },
  )
}
