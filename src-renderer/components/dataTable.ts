/** Columns and order of a `DataTable`; the table as text for a spreadsheet. */

export type CellValue = string | number | null

export interface Column<R> {
  readonly id: string
  readonly label: string
  readonly unit?: string
  /** What is sorted and copied. */
  value(row: R): CellValue
  /** What is shown; left out: the value itself. */
  text?(row: R): string
  /** Numbers stand right. */
  readonly numeric?: boolean
  /** Specs, hashes, paths. */
  readonly code?: boolean
  /** CSS width of the column. */
  readonly width?: string
}

export interface SortOrder {
  readonly column: string
  readonly descending: boolean
}

/** Rows in that order; unknown values come last either way, equal ones keep their order. */
export function sortRows<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  order: SortOrder | null,
): readonly R[] {
  const column = columns.find(({ id }) => id === order?.column)
  if (!column || !order) return rows
  return rows.toSorted((a, b) => compareValues(column.value(a), column.value(b), order.descending))
}

function compareValues(a: CellValue, b: CellValue, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const ascending =
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), undefined, { numeric: true })
  return descending ? -ascending : ascending
}

/** Tab-separated, with a header line; numbers in full. */
export function writeTable<R>(rows: readonly R[], columns: readonly Column<R>[]): string {
  const header = columns.map(({ label, unit }) => (unit ? `${label} (${unit})` : label))
  const lines = rows.map((row) => columns.map((column) => clean(column.value(row))))
  return [header, ...lines].map((cells) => cells.join('\t')).join('\n')
}

function clean(value: CellValue): string {
  return value === null ? '' : String(value).replaceAll(/[\t\r\n]+/g, ' ')
}
