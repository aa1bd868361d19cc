/** A report's table as rows and columns of a `DataTable`. */
import type { Column as ReportColumn, Table, TableValue } from '@report/document/model'
import { formatDecimal } from '../../format'
import type { Column } from '../dataTable'

export interface ReportRow {
  readonly key: string
  readonly values: readonly TableValue[]
}

export function toRows(table: Table): ReportRow[] {
  return table.rows.map((values, index) => ({ key: String(index), values }))
}

export function toColumns({ columns }: Table): Column<ReportRow>[] {
  return columns.map((column, index) => ({
    id: String(index),
    label: column.group === '' ? column.name : `${column.group}: ${column.name}`,
    unit: column.unit,
    numeric: column.style === 'number',
    code: column.style === 'code',
    value: ({ values }) => values[index] ?? null,
    text: ({ values }) => writeValue(values[index] ?? null, column),
  }))
}

function writeValue(value: TableValue, { digits }: ReportColumn): string {
  if (typeof value === 'string') return value
  if (value !== null && value !== 0 && digits > 0 && Math.abs(value) < 0.5 * 10 ** -digits)
    return value.toExponential(1)
  return formatDecimal(value, digits)
}
