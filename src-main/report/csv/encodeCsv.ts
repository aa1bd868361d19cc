/**
 * A table as RFC 4180: a head line, CRLF, quotes where needed. Numbers keep all their digits; what is undefined is empty.
 * Words that a spreadsheet would take for a formula get an apostrophe in front, which it shows as text.
 */
import type { Table, TableValue } from '../document/model'
import { columnTitles } from '../text/columnTitle'

export function encodeCsv({ columns, rows }: Table): string {
  const lines = [columnTitles(columns).map(encodeText), ...rows.map((row) => row.map(encodeValue))]
  return lines.map((fields) => `${fields.join(',')}\r\n`).join('')
}

function encodeValue(value: TableValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  return encodeText(value)
}

function encodeText(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** How a formula begins in Excel, LibreOffice and Google Sheets, full-width forms included. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/
