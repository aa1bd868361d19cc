/** `tables/distance.parquet`: attention by distance, mean over layers, heads and observed queries; a row per bin. */
import type { Cell } from '../../contract'
import type { TableColumn, TableRow } from './encodeTable'

export const DISTANCE_COLUMNS: readonly TableColumn[] = [
  { name: 'cell', type: 'INT32' },
  { name: 'distanceFirst', type: 'INT32' },
  { name: 'distanceEnd', type: 'INT32' },
  { name: 'mass', type: 'DOUBLE' },
]

export function toDistanceRows(cell: Cell, index: number): TableRow[] {
  if (cell.status === 'failed') return []
  const { distanceEdges, distanceMass } = cell.observation
  return distanceMass.map((mass, bin) => ({
    cell: index,
    distanceFirst: distanceEdges[bin],
    distanceEnd: distanceEdges[bin + 1],
    mass,
  }))
}
