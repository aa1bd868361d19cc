/** A table as Parquet (snappy). The same table gives the same bytes. */
import { parquetWriteBuffer, type BasicType } from 'hyparquet-writer'
import type { Table, TableValue } from '../document/model'
import { columnTitles } from '../text/columnTitle'

export function encodeParquet({ columns, rows }: Table): Uint8Array {
  const titles = columnTitles(columns)
  const columnData = titles.map((name, i) => {
    const values = rows.map((row) => row[i] ?? null)
    const type = typeOf(values)
    return { name, type, nullable: true, data: values.map((value) => toStored(value, type)) }
  })
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}

/** Words anywhere make a column of words; whole numbers that fit are kept whole. */
function typeOf(values: readonly TableValue[]): Extract<BasicType, 'STRING' | 'INT32' | 'DOUBLE'> {
  const known = values.filter((value) => value !== null)
  if (known.length === 0 || known.some((value) => typeof value === 'string')) return 'STRING'
  return known.every((value) => typeof value === 'number' && Math.trunc(value) === value && fits(value))
    ? 'INT32'
    : 'DOUBLE'
}

function fits(value: number): boolean {
  return Math.abs(value) < 2 ** 31
}

function toStored(value: TableValue, type: 'STRING' | 'INT32' | 'DOUBLE'): TableValue {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null
  return type === 'STRING' ? String(value) : value
}
