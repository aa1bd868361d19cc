/** The table of jquesnelle/yarn `eval/perplexity.py`: a head line of lengths after an empty field, then a line per model. */
import type { ImportedRow } from '../../contract'
import { toImportedRow } from './importedRow'

/** Null where the text is something else. Lengths that a model has no number for are left out. */
export function readYarnPerplexity(text: string): ImportedRow[] | null {
  const [head, ...lines] = text.trim().split(/\r?\n/)
  if (!/^,\d+(,\d+)*$/.test(head) || lines.length === 0) return null
  const lengths = head.split(',').slice(1).map(Number)
  const rows = lines.flatMap((line) => readLine(line, lengths))
  return rows.length === 0 ? null : rows
}

/** A name may hold commas: the numbers are the last fields. */
function readLine(line: string, lengths: readonly number[]): ImportedRow[] {
  const fields = line.split(',')
  const model = fields.slice(0, -lengths.length).join(',')
  return fields.slice(-lengths.length).flatMap((field, index) => {
    const value = Number(field)
    if (field.trim() === '' || !Number.isFinite(value) || value < 1) return []
    return [toImportedRow({ measure: 'perplexity', model, contextTokens: lengths[index], value })]
  })
}
