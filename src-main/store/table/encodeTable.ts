/** Rows as a Parquet file (snappy, column statistics), for tools that read tables: DuckDB, pandas, R. */
import { ByteWriter, ParquetWriter, schemaFromColumnData, type BasicType } from 'hyparquet-writer'

export interface TableColumn {
  readonly name: string
  readonly type: Extract<BasicType, 'BOOLEAN' | 'INT32' | 'DOUBLE' | 'STRING'>
}

type TableValue = string | number | boolean | null
export type TableRow = Readonly<Record<string, TableValue>>

const ROWS_PER_GROUP = 100_000

/**
 * @param rows a column that a row lacks is null there; so is a number that is not finite
 * @returns the bytes of the file; the same rows give the same bytes
 */
export async function encodeTable(
  columns: readonly TableColumn[],
  rows: Iterable<TableRow> | AsyncIterable<TableRow>,
): Promise<Uint8Array> {
  const output = new ByteWriter()
  const schema = schemaFromColumnData({ columnData: toColumnData(columns, []) })
  const writer = new ParquetWriter({ writer: output, schema, createdBy: 'ropewalk' })
  let group: TableRow[] = []
  for await (const row of rows) {
    group.push(row)
    if (group.length < ROWS_PER_GROUP) continue
    await writer.write({ columnData: toColumnData(columns, group), rowGroupSize: ROWS_PER_GROUP })
    group = []
  }
  if (group.length > 0)
    await writer.write({ columnData: toColumnData(columns, group), rowGroupSize: ROWS_PER_GROUP })
  await writer.finish()
  return new Uint8Array(output.getBuffer())
}

function toColumnData(columns: readonly TableColumn[], rows: readonly TableRow[]) {
  return columns.map(({ name, type }) => ({ name, type, data: rows.map((row) => toValue(row[name])) }))
}

function toValue(value: TableValue | undefined): TableValue {
  if (typeof value === 'number' && !Number.isFinite(value)) return null
  return value ?? null
}
