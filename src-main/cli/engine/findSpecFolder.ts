/** Where the files are that an experiment names: its file keeps paths as the spec wrote them. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { RopewalkError, type Manifest } from '../../contract'

/**
 * The first of the folders from which every model of the spec is found.
 *
 * @throws RopewalkError `model.missing`
 */
export function findSpecFolder({ spec }: Manifest, folders: readonly string[]): string {
  const found = folders.find((folder) => spec.models.every(({ path }) => existsSync(resolve(folder, path))))
  if (found !== undefined) return found
  throw new RopewalkError(
    'model.missing',
    `Models of the experiment not found: ${spec.models.map(({ path }) => path).join(', ')}. ` +
      `Expected them relative to ${folders.join(' or ')}. Give the folder of the experiment spec with --spec-folder.`,
  )
}
