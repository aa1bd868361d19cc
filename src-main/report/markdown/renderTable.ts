/** A table with pipes, numbers to the right, units in the head. */
import type { Column, Table, TableValue } from '../document/model'
import { columnTitle } from '../text/columnTitle'
import { formatValue } from '../text/formatValue'
import { escapeMarkdown, toCodeSpan } from './escapeMarkdown'

export function renderTable({ caption, columns, rows }: Table): string {
  const head = columns.map((column) => escapeMarkdown(columnTitle(column)))
  const rule = columns.map(({ style }) => (style === 'number' ? '---:' : '---'))
  const body = rows.map((row) => columns.map((column, i) => renderValue(row[i] ?? null, column)))
  const lines = [head, rule, ...body].map((fields) => `| ${fields.join(' | ')} |`)
  return `*${escapeMarkdown(caption)}*\n\n${lines.join('\n')}`
}

function renderValue(value: TableValue, column: Column): string {
  const text = formatValue(value, column)
  const isCode = column.style === 'code' && value !== null && text !== ''
  return isCode ? toCodeSpan(text).replaceAll('|', '\\|') : escapeMarkdown(text)
}
