/** Lines of `journal.ndjson`: a header that says which experiment this is, then one line per cell. */
import { z } from 'zod'
import { RopewalkError, type Cell, type CellTiming } from '../../contract'
import { describeIssue, parseCell, parseTiming } from '../cellSchema'
import { toDamagedError } from '../damage'
import { parseJson } from '../parseJson'

export const JOURNAL_FORMAT = 'ropewalk-journal'
export const JOURNAL_VERSION = 1

const tensorFileSchema = z.object({
  name: z.string().regex(/^[0-9]+\.bin$/),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

const headerSchema = z.object({
  format: z.literal(JOURNAL_FORMAT),
  version: z.literal(JOURNAL_VERSION),
  specSha256: z.string(),
  seed: z.int(),
  facts: z.record(z.string(), z.string()),
  /** As written, for whoever takes the run up without the spec's own file. */
  spec: z.unknown().optional(),
  /** What paths of the spec are relative to; null where nobody said. */
  specFolder: z.string().nullish(),
  /** The manifest as far as it is known before the first cell, so that an unfinished run can be merged; absent in older journals. */
  draft: z.unknown().optional(),
})

const versionSchema = z.object({ format: z.literal(JOURNAL_FORMAT), version: z.int() })

const entrySchema = z.object({
  cell: z.unknown(),
  timing: z.unknown(),
  tensorFile: tensorFileSchema.nullable(),
})

export type JournalHeader = z.infer<typeof headerSchema>
/** Name within `tensors/`. */
export type TensorFile = z.infer<typeof tensorFileSchema>

export interface JournalEntry {
  readonly cell: Cell
  readonly timing: CellTiming
  /** Null for a cell without tensors. */
  readonly tensorFile: TensorFile | null
}

/** @throws RopewalkError `experiment.damaged`, or `experiment.newerMajor` for a journal of a newer version */
export function parseHeader(line: string): JournalHeader {
  const where = 'journal.ndjson, line 1'
  const value = parseJson(line, where)
  const version = versionSchema.safeParse(value)
  if (version.success && version.data.version > JOURNAL_VERSION)
    throw new RopewalkError(
      'experiment.newerMajor',
      `Journal of a newer version: ${version.data.version}. Expected ${JOURNAL_VERSION}. ` +
        'Resume with the version of Ropewalk that began the run.',
      { version: version.data.version },
    )
  const result = headerSchema.safeParse(value)
  if (!result.success) throw toDamagedError(where, describeIssue(result.error))
  return result.data
}

/** @throws RopewalkError `experiment.damaged` */
export function parseEntry(line: string, where: string): JournalEntry {
  const result = entrySchema.safeParse(parseJson(line, where))
  if (!result.success) throw toDamagedError(where, describeIssue(result.error))
  const { cell, timing, tensorFile } = result.data
  return { cell: parseCell(cell, where), timing: parseTiming(timing, where), tensorFile }
}

export function formatLine(value: JournalHeader | JournalEntry): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
