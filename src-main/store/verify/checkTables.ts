/** The Parquet tables repeat what cells and tensors say, and nothing else. */
import { FILE_MINOR, RopewalkError } from '../../contract'
import { toTablePartName, toTensorPartName } from '../archive/partNames'
import type { Archive } from '../archive/readArchive'
import type { StoredExperiment } from '../ports'
import { buildTables } from '../table/buildTables'
import { toCheck, type VerificationCheck } from './verificationCheck'

/**
 * Tables are built again and compared byte for byte, so a hostile table is never parsed. Only this version's own columns
 * can be built: a file of another file version is not compared, and the sentence says so.
 */
export async function checkTables(
  { cells, manifest }: StoredExperiment,
  archive: Archive,
): Promise<VerificationCheck[]> {
  const { major, minor } = manifest.version
  if (minor !== FILE_MINOR)
    return [
      toCheck('tables', `Tables of file version ${major}.${minor} are not compared with the cells.`, []),
    ]
  const sources = cells.map((cell, index) => {
    const name = toTensorPartName(index)
    return cell.status === 'done' && archive.has(name) ? { read: () => archive.read(name) } : null
  })
  try {
    const problems: string[] = []
    for (const { name, bytes } of await buildTables(cells, sources)) {
      const part = toTablePartName(name)
      if (archive.has(part) && !(await archive.read(part)).equals(bytes))
        problems.push(`${part} is not the table of these cells`)
    }
    return [toCheck('tables', 'Every table repeats the cells and tensors.', problems)]
  } catch (thrown) {
    if (!(thrown instanceof RopewalkError)) throw thrown
    return [toCheck('tables', '', [`tables cannot be built again: ${thrown.details.reason}`])]
  }
}
