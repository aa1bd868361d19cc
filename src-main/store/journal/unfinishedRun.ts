/** Runs that ended before their last cell: what is known of them without their spec's own file, and how to give one up. */
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { experimentSpecSchema, RopewalkError, type ExperimentSpec } from '../../contract'
import { readSystemCode, toDiskError } from '../diskError'
import { parseEntry, parseHeader } from './journalEntry'
import { toJournalFolder, toJournalTarget } from './journalFolder'
import { acquireWriterLock, isLocked } from './writerLock'

export interface UnfinishedRun {
  readonly target: string
  readonly spec: ExperimentSpec
  /** What paths of the spec are relative to. */
  readonly specFolder: string
  readonly finishedCells: number
  /** Milliseconds since 1970. */
  readonly changedAtMs: number
}

/** Targets in a folder beside which a journal lies; none where there is no such folder. */
export async function listUnfinishedTargets(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder)
    return names.flatMap((name) => toJournalTarget(join(folder, name)) ?? [])
  } catch (thrown) {
    if (readSystemCode(thrown) === 'ENOENT') return []
    throw toDiskError(thrown, folder)
  }
}

/**
 * Counts cells without reading their tensors: which of them are whole is found when the run is taken up.
 *
 * @returns null where nothing can be taken up: no journal, one that does not hold its spec, or one a living process writes
 */
export async function readUnfinishedRun(target: string): Promise<UnfinishedRun | null> {
  const path = resolve(target)
  const journal = join(toJournalFolder(path), 'journal.ndjson')
  try {
    if (await isLocked(join(toJournalFolder(path), 'lock'))) return null
    const [headerLine, ...lines] = (await readFile(journal, 'utf8')).split('\n').slice(0, -1)
    if (headerLine === undefined) return null
    const header = parseHeader(headerLine)
    const spec = experimentSpecSchema.safeParse(header.spec)
    if (!spec.success) return null
    return {
      target: path,
      spec: spec.data,
      specFolder: header.specFolder ?? dirname(path),
      finishedCells: countFinished(lines),
      changedAtMs: (await stat(journal)).mtimeMs,
    }
  } catch (thrown) {
    if (thrown instanceof RopewalkError || readSystemCode(thrown) === 'ENOENT') return null
    throw toDiskError(thrown, dirname(path))
  }
}

/**
 * Deletes the journal, never a finished file.
 *
 * @throws RopewalkError `target.locked` while a living process writes it, `target.notWritable`
 */
export async function discardUnfinishedRun(target: string): Promise<void> {
  const folder = toJournalFolder(resolve(target))
  try {
    const lock = await acquireWriterLock(join(folder, 'lock'))
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await lock.release()
  } catch (thrown) {
    if (readSystemCode(thrown) !== 'ENOENT') throw toDiskError(thrown, dirname(target))
  }
}

/** The last line of an id counts; a damaged line counts as a cell that is not done. */
function countFinished(lines: readonly string[]): number {
  const finished = new Map<string, boolean>()
  for (const [index, line] of lines.entries()) {
    try {
      const { cell } = parseEntry(line, `journal.ndjson, line ${index + 2}`)
      finished.set(cell.id, cell.status === 'done')
    } catch (thrown) {
      if (!(thrown instanceof RopewalkError)) throw thrown
    }
  }
  return [...finished.values()].filter(Boolean).length
}
