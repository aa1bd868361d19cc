/** The one sentence for a file whose content cannot be what Ropewalk wrote. */
import { RopewalkError, type ErrorDetails } from '../contract'

/**
 * @param where the file or the part of it, e.g. `cells.ndjson, line 3`
 * @param reason what is wrong there, without a full stop
 */
export function toDamagedError(where: string, reason: string, details: ErrorDetails = {}): RopewalkError {
  return new RopewalkError(
    'experiment.damaged',
    `Damaged experiment, ${where}: ${reason}. Expected a file as Ropewalk writes it. ` +
      'Take another copy of the file, or run the experiment again.',
    { where, reason, ...details },
  )
}
