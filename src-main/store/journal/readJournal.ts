/** What a journal holds after its writer ended, in whatever way it ended. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RopewalkError } from '../../contract'
import { readSystemCode } from '../diskError'
import {
  parseEntry,
  parseHeader,
  type JournalEntry,
  type JournalHeader,
  type TensorFile,
} from './journalEntry'

export interface JournalContent {
  readonly header: JournalHeader
  /** Whole cells, in the order they were written; the last one of an id counts. */
  readonly entries: readonly JournalEntry[]
  /** Bytes of whole lines; what follows was torn by the end of the writer. */
  readonly wholeBytes: number
  readonly warnings: readonly string[]
}

/**
 * Reads `<directory>/journal.ndjson`. A torn last line is left out, and so is a line whose tensors are missing,
 * too short or changed: such a cell counts as not finished, and a warning says so.
 *
 * @returns null where there is no journal, or not even a whole header
 * @throws RopewalkError `experiment.damaged`, `experiment.newerMajor` for the header
 */
export async function readJournal(directory: string): Promise<JournalContent | null> {
  const bytes = await readFileIfThere(join(directory, 'journal.ndjson'))
  const wholeBytes = bytes === null ? 0 : bytes.lastIndexOf(0x0a) + 1
  if (bytes === null || wholeBytes === 0) return null
  const [headerLine, ...lines] = bytes.toString('utf8', 0, wholeBytes).split('\n').slice(0, -1)
  const header = parseHeader(headerLine)
  const entries = new Map<string, JournalEntry>()
  const warnings: string[] = []
  for (const [index, line] of lines.entries()) {
    const entry = await readEntry(directory, line, `journal.ndjson, line ${index + 2}`)
    if (entry instanceof RopewalkError) {
      warnings.push(`A cell counts as not finished. ${entry.message}`)
      continue
    }
    entries.delete(entry.cell.id)
    entries.set(entry.cell.id, entry)
  }
  return { header, entries: [...entries.values()], wholeBytes, warnings }
}

async function readEntry(
  directory: string,
  line: string,
  where: string,
): Promise<JournalEntry | RopewalkError> {
  try {
    const entry = parseEntry(line, where)
    if (entry.tensorFile !== null) await readTensorFile(directory, entry.tensorFile)
    return entry
  } catch (thrown) {
    if (thrown instanceof RopewalkError) return thrown
    throw thrown
  }
}

/**
 * Bytes of a tensor file, checked against what its line says.
 *
 * @throws RopewalkError `experiment.damaged`
 */
export async function readTensorFile(
  directory: string,
  { name, bytes, sha256 }: TensorFile,
): Promise<Uint8Array> {
  const found = await readFileIfThere(join(directory, 'tensors', name))
  if (found?.length === bytes && createHash('sha256').update(found).digest('hex') === sha256) return found
  throw new RopewalkError(
    'experiment.damaged',
    `The tensors of a cell are not as they were written: ${name} (${found?.length ?? 'no'} bytes). ` +
      `Expected ${bytes} bytes. Resume the run: the cell is measured again.`,
    { name, bytes },
  )
}

async function readFileIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (thrown) {
    if (readSystemCode(thrown) === 'ENOENT') return null
    throw thrown
  }
}
