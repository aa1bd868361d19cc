/** Names of the parts of a `.ropewalk` file. */

export const MIMETYPE = 'application/vnd.ropewalk+zip'

export const PART = {
  mimetype: 'mimetype',
  manifest: 'manifest.json',
  cells: 'cells.ndjson',
  timings: 'timings.ndjson',
} as const

/** Tensors of the cell in line `index` of `cells.ndjson`, counted from 0; padded so that names sort in cell order. */
export function toTensorPartName(index: number): string {
  return `attention/${String(index).padStart(6, '0')}.bin`
}

export type TableName = 'cells' | 'distance' | 'heads' | 'positions'

export function toTablePartName(table: TableName): string {
  return `tables/${table}.parquet`
}

/** Whether this version writes parts of that name; others are kept apart as unknown. */
export function isKnownPartName(name: string): boolean {
  return /^(mimetype|manifest\.json|(cells|timings)\.ndjson|attention\/[0-9]{6,}\.bin|tables\/(cells|distance|heads|positions)\.parquet)$/.test(
    name,
  )
}
