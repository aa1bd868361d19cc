import { statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of a run's journal so far; 0 before it exists. */
export function readJournalBytes(target: string): number {
  return statSync(join(`${target}.journal`, 'journal.ndjson'), { throwIfNoEntry: false })?.size ?? 0
}
