/** `ropewalk import`: results of another tool as JSON of ours, and beside an experiment. */
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { RopewalkError, type ImportedResults } from '../../contract'
import { importResults, toTargetError } from '../../store'
import { compareImported, type ComparedRow } from '../compareImported'
import type { CliContext } from '../context'
import { openContents } from '../openContents'
import { formatNumber, formatTable, type TerminalColumn } from '../terminal/formatTable'
import { safeText } from '../terminal/safeText'

export interface ImportOptions {
  readonly output?: string
  readonly beside?: string
  readonly json?: true
}

export async function importFile(path: string, options: ImportOptions, context: CliContext): Promise<void> {
  const imported = importResults(await readBytes(path), basename(path))
  if (options.output !== undefined) await writeImported(imported, options.output, context)
  const compared =
    options.beside === undefined ? [] : compareImported(imported, await openContents(options.beside))
  if (options.json === true) context.writeOut(`${JSON.stringify({ ...imported, compared }, null, 2)}\n`)
  else context.writeOut(options.beside === undefined ? formatImported(imported) : formatCompared(compared))
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (thrown) {
    throw new RopewalkError(
      'input.invalid',
      `Results that cannot be read: ${path}. Expected a readable file. Check the path.`,
      { path, cause: thrown instanceof Error ? thrown.message : String(thrown) },
    )
  }
}

async function writeImported(imported: ImportedResults, path: string, context: CliContext): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(imported, null, 2)}\n`, { flag: 'wx' })
  } catch (thrown) {
    throw toTargetError(thrown, path)
  }
  context.writeError(`wrote ${path}\n`)
}

const IMPORTED_COLUMNS: readonly TerminalColumn[] = [
  { name: 'measure', align: 'left' },
  { name: 'model', align: 'left' },
  { name: 'task', align: 'left' },
  { name: 'context', align: 'right' },
  { name: 'depth %', align: 'right' },
  { name: 'head', align: 'left' },
  { name: 'value', align: 'right' },
  { name: '+/-', align: 'right' },
  { name: 'n', align: 'right' },
]

/** Rows printed; `--json` and the file have all. */
const MOST_ROWS = 40

function formatImported({ source, rows }: ImportedResults): string {
  const shown = rows
    .slice(0, MOST_ROWS)
    .map((row) => [
      row.measure,
      safeText(row.model ?? '-'),
      safeText(row.task ?? '-'),
      formatNumber(row.contextTokens, 0),
      formatNumber(row.depthPercent, 1),
      row.layer === null || row.head === null ? '-' : `L${row.layer}H${row.head}`,
      formatNumber(row.value, 4),
      formatNumber(row.standardError, 4),
      formatNumber(row.samples, 0),
    ])
  const more = rows.length > MOST_ROWS ? `and ${rows.length - MOST_ROWS} more rows\n` : ''
  return `${rows.length} rows of ${source.tool}, SHA-256 ${source.sha256}\n${formatTable(IMPORTED_COLUMNS, shown)}${more}`
}

const COMPARED_COLUMNS: readonly TerminalColumn[] = [
  { name: 'measure', align: 'left' },
  { name: 'context', align: 'right' },
  { name: 'imported from', align: 'left' },
  { name: 'imported', align: 'right' },
  { name: 'measured on', align: 'left' },
  { name: 'extension', align: 'left' },
  { name: 'task', align: 'left' },
  { name: 'measured', align: 'right' },
  { name: 'difference', align: 'right' },
]

function formatCompared(rows: readonly ComparedRow[]): string {
  if (rows.length === 0) return 'The imported results and the experiment have no context length in common.\n'
  const cells = rows.map(
    ({ measure, contextTokens, importedModel, imported, model, extension, task, measured }) => [
      measure,
      String(contextTokens),
      safeText(importedModel ?? '-'),
      formatNumber(imported, 4),
      safeText(model),
      safeText(extension),
      safeText(task),
      formatNumber(measured, 4),
      formatNumber(measured - imported, 4),
    ],
  )
  return formatTable(COMPARED_COLUMNS, cells)
}
