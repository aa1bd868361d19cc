/** Turns a finished file back into a journal, so that single cells of it can be measured again. */
import { openExperiment, openJournal, type JournalOptions } from '../../../store'
import { refuseChangedInputs, type PreparedStudy } from '../../../study'

/**
 * The file stays until the run that follows replaces it.
 *
 * @throws RopewalkError `model.changed`, `text.changed`; `experiment.damaged`, `disk.full` and other refusals of file and journal
 */
export async function reopenFile(
  target: string,
  study: PreparedStudy,
  options: Pick<JournalOptions, 'spec' | 'specFolder' | 'plannedCellIds' | 'facts'>,
): Promise<void> {
  const file = await openExperiment(target)
  try {
    refuseChangedInputs(file.manifest, study)
    const timings = new Map(file.timings.map((timing) => [timing.id, timing]))
    const journal = await openJournal(target, { ...options, mode: 'new', whenTargetExists: 'replace' })
    try {
      for (const cell of file.cells) {
        const timing = timings.get(cell.id)
        if (timing !== undefined) await journal.append(cell, await file.readTensors(cell), timing)
      }
    } finally {
      await journal.close()
    }
  } finally {
    await file.close()
  }
}
