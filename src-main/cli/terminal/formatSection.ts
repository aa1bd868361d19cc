/** A section of the report as text: sentences, tables and notes; figures stay with the report. */
import type { Block, Column, Section, Table, TableValue } from '../../report'
import { formatStatement } from './formatResult'
import { formatNumber, formatTable } from './formatTable'
import { safeText } from './safeText'
import { wrapText } from './wrapText'

export function formatSection({ title, blocks }: Section): string {
  const parts = blocks.map(formatBlock).filter((part) => part !== '')
  return [`${title}\n${'='.repeat(title.length)}\n`, ...parts].join('\n')
}

function formatBlock(block: Block): string {
  switch (block.kind) {
    case 'findings':
      return block.findings.map(formatStatement).join('\n')
    case 'table':
      return formatReportTable(block.table)
    case 'note':
    case 'paragraph':
      return wrapText(safeText(block.text), '  ')
    case 'heading':
      return `${safeText(block.text)}\n`
    default:
      return ''
  }
}

function formatReportTable({ caption, columns, rows }: Table): string {
  const text = formatTable(
    columns.map((column) => ({
      name: nameOf(column),
      align: column.style === 'number' ? 'right' : 'left',
    })),
    rows.map((row) => columns.map((column, i) => formatValue(row[i], column))),
  )
  return `${caption}\n${text}`
}

/** A group stands before each of its columns: `Of rows (nats): JS`. */
function nameOf({ group, name, unit }: Column): string {
  return `${group === '' ? '' : `${group}: `}${name}${unit === '' ? '' : `/${unit}`}`
}

/** A number that its digits would show as 0 keeps its size, as in the report. */
function formatValue(value: TableValue, { digits }: Column): string {
  if (value === null) return '-'
  if (typeof value === 'string') return safeText(value)
  const vanishes = digits > 0 && value !== 0 && Math.abs(value) < 0.5 * 10 ** -digits
  return vanishes ? value.toExponential(1) : formatNumber(value, digits)
}
