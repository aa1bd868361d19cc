/** What the operating system says about writing, in Ropewalk's words. */
import { InvariantError, RopewalkError } from '../contract'

/** The system's code of an error, e.g. `ENOSPC`; empty for anything else. */
export function readSystemCode(thrown: unknown): string {
  if (!(thrown instanceof Error) || !('code' in thrown)) return ''
  return typeof thrown.code === 'string' ? thrown.code : ''
}

/**
 * An error of writing to `path`, as `disk.full`, `target.missingDirectory` or `target.notWritable`.
 * Errors that already are Ropewalk's come back unchanged; what is not of the system is a broken invariant.
 */
export function toDiskError(thrown: unknown, path: string): RopewalkError {
  if (thrown instanceof RopewalkError) return thrown
  const systemCode = readSystemCode(thrown)
  const details = { path, systemCode, cause: thrown instanceof Error ? thrown.message : String(thrown) }
  switch (systemCode) {
    case '':
      return new InvariantError(details.cause, details)
    case 'ENOSPC':
    case 'EDQUOT':
      return new RopewalkError(
        'disk.full',
        `No space left while writing: ${path}. Expected room on that disk. ` +
          'Free some space, then resume the run: finished cells are kept.',
        details,
      )
    case 'ENOENT':
      return new RopewalkError(
        'target.missingDirectory',
        `The folder of the target does not exist: ${path}. Expected an existing folder. Create it, or choose another.`,
        details,
      )
    default:
      return new RopewalkError(
        'target.notWritable',
        `Cannot write: ${path} (${details.cause}). Expected a folder and a file that may be written. ` +
          'Change the permissions, or choose another target.',
        details,
      )
  }
}
