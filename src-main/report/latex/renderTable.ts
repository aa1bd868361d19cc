/** Tables with booktabs rules, numbers to the right, groups over their columns; a long one in parts of a page each. */
import type { Column, Table, TableValue } from '../document/model'
import { escapeTex } from '../text/escapeTex'
import { formatValue } from '../text/formatValue'

/** What fits on a page in the size of a footnote. */
const ROWS_PER_PART = 44
/** Words longer than this are set in a paragraph of this many characters. */
const MOST_CHARACTERS = 34

export function renderTable(table: Table): string {
  const parts = Math.max(1, Math.ceil(table.rows.length / ROWS_PER_PART))
  return Array.from({ length: parts }, (_, part) => {
    const rows = table.rows.slice(part * ROWS_PER_PART, (part + 1) * ROWS_PER_PART)
    const counted = parts === 1 ? '' : ` (part ${part + 1} of ${parts})`
    return renderPart({ ...table, rows, caption: table.caption + counted }, table.rows)
  }).join('\n\n')
}

/** @param all rows of every part, so that the parts have equal columns */
function renderPart({ caption, columns, rows }: Table, all: Table['rows']): string {
  const shapes = columns.map((column, i) =>
    shapeOf(
      column,
      all.map((row) => row[i] ?? null),
    ),
  )
  const body = rows.map(
    (row) => `${columns.map((column, i) => renderValue(row[i] ?? null, column)).join(' & ')} \\\\`,
  )
  return [
    '\\begin{table}[H]',
    '\\centering\\footnotesize',
    `\\caption{${escapeTex(caption)}}`,
    '\\begin{adjustbox}{max width=\\linewidth}',
    `\\begin{tabular}{@{}${shapes.join('')}@{}}`,
    '\\toprule',
    ...renderGroups(columns),
    `${columns.map(renderHead).join(' & ')} \\\\`,
    '\\midrule',
    ...body,
    '\\bottomrule',
    '\\end{tabular}',
    '\\end{adjustbox}',
    '\\end{table}',
  ].join('\n')
}

function shapeOf(column: Column, values: readonly TableValue[]): string {
  if (column.style === 'number') return 'r'
  const longest = Math.max(...values.map((value) => formatValue(value, column).length), 0)
  const width = column.style === 'code' ? 0.6 : 0.5
  return longest > MOST_CHARACTERS ? `>{\\raggedright\\arraybackslash}p{${MOST_CHARACTERS * width}em}` : 'l'
}

function renderHead({ name, unit, style }: Column): string {
  const text = unit === '' ? escapeTex(name) : `${escapeTex(name)} (${escapeTex(unit)})`
  return style === 'number' ? `\\multicolumn{1}{r}{${text}}` : text
}

function renderGroups(columns: readonly Column[]): string[] {
  if (columns.every(({ group }) => group === '')) return []
  const spans: { group: string; first: number; end: number }[] = []
  for (const [i, { group }] of columns.entries()) {
    const last = spans.at(-1)
    if (last !== undefined && last.group === group) last.end = i + 1
    else spans.push({ group, first: i, end: i + 1 })
  }
  const heads = spans.map(({ group, first, end }) => `\\multicolumn{${end - first}}{c}{${escapeTex(group)}}`)
  const rules = spans
    .filter(({ group }) => group !== '')
    .map(({ first, end }) => `\\cmidrule(lr){${first + 1}-${end}}`)
  return [`${heads.join(' & ')} \\\\`, rules.join('')]
}

function renderValue(value: TableValue, column: Column): string {
  const text = formatValue(value, column)
  return column.style === 'code' && value !== null ? renderCode(text) : escapeTex(text)
}

/** Words of a fixed width that are longer may break within: a paragraph of `MOST_CHARACTERS` holds the others. */
const LONGEST_WHOLE_WORD = 24

/** Specs, paths and hashes in a fixed width, letter for letter: lines break between words, and in long ones every 8 letters. */
export function renderCode(text: string): string {
  const words = text.split(/(?<= )/u).map((word) => {
    const pieces = word.length > LONGEST_WHOLE_WORD ? (word.match(/.{1,8}/gsu) ?? []) : [word]
    return pieces.map(escapeTex).join('\\allowbreak{}')
  })
  return `\\texttt{${words.join('')}}`
}
