/** `tables/positions.parquet`: NLL by token position, a row per bucket of a perplexity cell. */
import type { Cell } from '../../contract'
import type { TableColumn, TableRow } from './encodeTable'

export const POSITION_COLUMNS: readonly TableColumn[] = [
  { name: 'cell', type: 'INT32' },
  { name: 'positionFirst', type: 'INT32' },
  { name: 'positionEnd', type: 'INT32' },
  { name: 'count', type: 'INT32' },
  { name: 'sumNats', type: 'DOUBLE' },
]

export function toPositionRows(cell: Cell, index: number): TableRow[] {
  if (cell.status === 'failed' || cell.outcome.kind !== 'perplexity') return []
  return cell.outcome.positionBuckets.map(({ first, end, count, sumNats }) => ({
    cell: index,
    positionFirst: first,
    positionEnd: end,
    count,
    sumNats,
  }))
}
