/** Why a file could not be written, in Ropewalk's words. */
import { dirname, resolve } from 'node:path'
import { RopewalkError } from '../contract'

export function toTargetError(thrown: unknown, path: string): RopewalkError {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
  const details = { path, cause: thrown instanceof Error ? thrown.message : String(thrown) }
  switch (code) {
    case 'EEXIST':
      return new RopewalkError(
        'target.exists',
        `The target exists already: ${path}. Expected a new name. Choose another.`,
        details,
      )
    case 'ENOENT':
      return new RopewalkError(
        'target.missingDirectory',
        `Folder that is not there: ${dirname(resolve(path))}. Expected an existing folder. Create it first.`,
        details,
      )
    case 'ENOSPC':
      return new RopewalkError(
        'disk.full',
        `Disk full while writing: ${path}. Expected room for the file. Free some space and try again.`,
        details,
      )
    default:
      return new RopewalkError(
        'target.notWritable',
        `File that cannot be written: ${path}. Expected a writable file. Check its permissions.`,
        details,
      )
  }
}
