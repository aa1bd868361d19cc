/** Checks a `.ropewalk` file against itself: a colleague's answer to "is this what was measured?" */
import { RopewalkError } from '../../contract'
import { openArchive } from '../archive/readArchive'
import { openExperiment } from '../openExperiment'
import { checkAnswers } from './checkAnswers'
import { checkCells } from './checkCells'
import { checkObservations } from './checkObservations'
import { checkOutcomes } from './checkOutcomes'
import { checkParts } from './checkParts'
import { checkSignature } from './checkSignature'
import { checkTables } from './checkTables'
import type { VerificationCheck } from './verificationCheck'

export type { VerificationCheck } from './verificationCheck'

export interface Verification {
  readonly path: string
  readonly ok: boolean
  readonly checks: readonly VerificationCheck[]
  readonly warnings: readonly string[]
}

/**
 * A file that cannot be opened is one failed check, `structure`; nothing is thrown for damage.
 *
 * @throws RopewalkError `input.invalid` where there is no such file
 */
export async function verifyExperiment(path: string): Promise<Verification> {
  try {
    const { checks, warnings } = await runChecks(path)
    return { path, ok: checks.every((check) => check.ok), checks, warnings }
  } catch (thrown) {
    if (!(thrown instanceof RopewalkError) || !FILE_CODES.has(thrown.code)) throw thrown
    const check = { name: 'structure', ok: false, sentence: thrown.message }
    return { path, ok: false, checks: [check], warnings: [] }
  }
}

const FILE_CODES: ReadonlySet<string> = new Set(['experiment.damaged', 'experiment.newerMajor'])

async function runChecks(path: string): Promise<Pick<Verification, 'checks' | 'warnings'>> {
  const experiment = await openExperiment(path)
  try {
    const archive = await openArchive(path)
    try {
      const { cells, manifest } = experiment
      const opened = {
        name: 'structure',
        ok: true,
        sentence: `The file opens: ${archive.partNames.length} parts, ${cells.length} cells.`,
      }
      return {
        checks: [
          opened,
          ...(await checkParts(archive, manifest)),
          ...checkCells(experiment),
          ...(await checkObservations(experiment)),
          ...checkAnswers(experiment),
          ...checkOutcomes(experiment),
          ...(await checkTables(experiment, archive)),
          ...(await checkSignature(path)),
        ],
        warnings: experiment.warnings,
      }
    } finally {
      archive.close()
    }
  } finally {
    await experiment.close()
  }
}
