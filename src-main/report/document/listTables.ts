/** Every table of a report, those behind figures too, under names fit for files. */
import { toSlug } from '../text/toSlug'
import type { Block, ReportDocument, Table } from './model'

export interface NamedTable {
  /** E.g. `03-perplexity-by-context-length`; unique, in the order of the report. */
  readonly name: string
  readonly table: Table
}

export function listTables(report: ReportDocument): NamedTable[] {
  return report.sections
    .flatMap(({ blocks }) => blocks.flatMap(tablesOf))
    .map(({ title, table }, index) => ({
      name: `${String(index + 1).padStart(2, '0')}-${toSlug(title)}`,
      table,
    }))
}

function tablesOf(block: Block): { title: string; table: Table }[] {
  if (block.kind === 'table') return [{ title: block.table.caption, table: block.table }]
  if (block.kind === 'figure') return [{ title: block.figure.title, table: block.figure.table }]
  return []
}
