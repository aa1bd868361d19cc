/** A table with its units in the head, numbers aligned by their digits, and groups over columns that belong together. */
import type { Column, Table, TableValue } from '../document/model'
import { escapeMarkup } from '../text/escapeMarkup'
import { formatValue } from '../text/formatValue'

export function renderTable({ caption, columns, rows }: Table): string {
  const whole = columns.map((column, i) =>
    isShort(
      column,
      rows.map((row) => row[i] ?? null),
    ),
  )
  const head = columns.map(renderHead).join('')
  const body = rows
    .map(
      (row, index) =>
        `<tr${startsGroup(rows, index) ? ' class="first"' : ''}>` +
        columns
          .map((column, i) => {
            const text = escapeMarkup(formatValue(row[i] ?? null, column))
            return `<td class="${classOf(columns, i)}${whole[i] ? ' whole' : ''}">${column.style === 'code' ? breakable(text) : text}</td>`
          })
          .join('') +
        '</tr>',
    )
    .join('\n')
  return (
    `<div class="scroll"><table><caption>${escapeMarkup(caption)}</caption>\n<thead>${renderGroups(columns)}` +
    `<tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table></div>`
  )

  function renderHead(column: Column, i: number): string {
    const unit = column.unit === '' ? '' : ` <span class="unit">${escapeMarkup(column.unit)}</span>`
    return `<th scope="col" class="${classOf(columns, i)}">${escapeMarkup(column.name)}${unit}</th>`
  }
}

/** Words this short are kept on one line. */
const SHORT_LENGTH = 30

function isShort(column: Column, values: readonly TableValue[]): boolean {
  return column.style !== 'number' && values.every((value) => String(value).length <= SHORT_LENGTH)
}

/** A group's first column carries a thin rule. */
function classOf(columns: readonly Column[], i: number): string {
  const { style, group } = columns[i]
  const opens = group !== '' && (i === 0 || columns[i - 1].group !== group)
  return opens ? `${style} opens` : style
}

function renderGroups(columns: readonly Column[]): string {
  if (columns.every(({ group }) => group === '')) return ''
  const spans: { group: string; width: number }[] = []
  for (const { group } of columns) {
    const last = spans.at(-1)
    if (last !== undefined && last.group === group) last.width++
    else spans.push({ group, width: 1 })
  }
  const cells = spans.map(({ group, width }) =>
    group === ''
      ? `<td colspan="${width}"></td>`
      : `<th scope="colgroup" colspan="${width}" class="group opens">${escapeMarkup(group)}</th>`,
  )
  return `<tr>${cells.join('')}</tr>`
}

/** Rows whose first cell differs from the row above start a group of rows. */
function startsGroup(rows: Table['rows'], index: number): boolean {
  return index > 0 && rows[index][0] !== rows[index - 1][0]
}

/** Long specs and hashes may break after their separators. */
function breakable(escaped: string): string {
  return escaped.replace(/([/,])/g, '$1<wbr>')
}
