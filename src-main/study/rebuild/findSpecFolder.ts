/** Where the files are that an experiment names: its file keeps paths as the spec wrote them. */
import { existsSync } from 'node:fs'
import { RopewalkError, type ModelEntry } from '../../contract'
import { isBundled } from '../files/bundledFiles'
import { locatePath } from '../files/locatePath'

/**
 * The first of the folders from which every one of the models is found.
 *
 * @param advice what a person can do about it, as a sentence
 * @throws RopewalkError `model.missing`
 */
export function findSpecFolder(
  models: readonly ModelEntry[],
  folders: readonly string[],
  advice: string,
): string {
  const found = folders.find((folder) =>
    models.every(({ path }) => isBundled(path) || existsSync(locatePath(folder, path))),
  )
  if (found !== undefined) return found
  throw new RopewalkError(
    'model.missing',
    `Models of the experiment not found: ${models.map(({ path }) => path).join(', ')}. ` +
      `Expected them relative to ${folders.join(' or ')}. ${advice}`,
  )
}
