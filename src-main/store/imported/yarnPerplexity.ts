/**
 * The table of jquesnelle/yarn `eval/perplexity.py`: a head line of lengths after an empty field, then a line per model.
 * A spreadsheet may have written it again with `;` or tabs between the fields, and commas in the numbers.
 */
import { RopewalkError, type ImportedRow } from '../../contract'
import { toImportedRow } from './importedRow'
import { requirePerplexity } from './readDecimal'

/**
 * Null where the text is something else. Lengths that a model has an empty field for were not measured, and are left out.
 * @throws RopewalkError `import.unreadable` for a field that is no number, and for a line with too many
 */
export function readYarnPerplexity(text: string, fileName: string): ImportedRow[] | null {
  const [head, ...lines] = text.trimEnd().split(/\r?\n/)
  const separator = /^([,;\t])\d+(?:\1\d+)*$/.exec(head)?.[1]
  if (separator === undefined || lines.length === 0) return null
  const lengths = head.split(separator).slice(1).map(Number)
  const rows = lines
    .filter((line) => line.trim() !== '')
    .flatMap((line) => readLine(line.split(separator), separator, lengths, fileName))
  return rows.length === 0 ? null : rows
}

/** A name may hold commas: the numbers are the last fields. */
function readLine(
  fields: readonly string[],
  separator: string,
  lengths: readonly number[],
  fileName: string,
): ImportedRow[] {
  const name = fields.slice(0, -lengths.length)
  const model = name.join(separator)
  if (name.length === 0 || name.slice(1).some((part) => /^\s*\d+\s*$/.test(part)))
    throw wrongCount(fields.join(separator), lengths.length, fileName)
  return fields.slice(-lengths.length).flatMap((field, index) => {
    if (field.trim() === '') return []
    const value = requirePerplexity(field, `${fileName}, ${model} at ${lengths[index]} tokens`)
    return [toImportedRow({ measure: 'perplexity', model, contextTokens: lengths[index], value })]
  })
}

/** Where commas part both fields and decimals, nothing tells which is which. */
function wrongCount(line: string, lengths: number, fileName: string): RopewalkError {
  return new RopewalkError(
    'import.unreadable',
    `Line whose numbers do not fit the head of ${fileName}: ${line.slice(0, 60)}. Expected a name and ${lengths} numbers. ` +
      'Write decimals with a point, or part the fields with semicolons.',
    { fileName },
  )
}
