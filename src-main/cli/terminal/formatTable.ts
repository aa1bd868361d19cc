/** Tables for a terminal: words to the left, numbers to the right, two spaces between columns. */

export interface TerminalColumn {
  readonly name: string
  readonly align: 'left' | 'right'
}

export function formatTable(
  columns: readonly TerminalColumn[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map(({ name }, i) =>
    rows.reduce((width, row) => Math.max(width, displayWidth(row[i])), displayWidth(name)),
  )
  const lines = [columns.map(({ name }) => name), widths.map((width) => '-'.repeat(width)), ...rows]
  return lines.map((cells) => formatLine(cells, columns, widths)).join('')
}

/** `name  value` lines with the values in one column. */
export function formatFacts(facts: readonly (readonly [name: string, value: string])[]): string {
  const width = facts.reduce((most, [name]) => Math.max(most, displayWidth(name)), 0)
  return facts.map(([name, value]) => `${pad(name, width, 'left')}  ${value}\n`).join('')
}

/** A dash where there is no number. */
export function formatNumber(value: number | null, digits: number): string {
  return value === null || !Number.isFinite(value) ? '-' : value.toFixed(digits)
}

function formatLine(
  cells: readonly string[],
  columns: readonly TerminalColumn[],
  widths: readonly number[],
): string {
  return `${cells
    .map((cell, i) => pad(cell, widths[i], columns[i].align))
    .join('  ')
    .trimEnd()}\n`
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'left' ? text + space : space + text
}

/** Code points; combining and wide characters are rare in specs and labels. */
function displayWidth(text: string): number {
  return Array.from(text).length
}
