/** The Parquet tables of an experiment: what its cells and tensors already say, in rows. */
import type { Cell } from '../../contract'
import type { TableName } from '../archive/partNames'
import { decodeTensors } from '../tensorFile'
import { CELL_COLUMNS, toCellRow } from './cellsTable'
import { DISTANCE_COLUMNS, toDistanceRows } from './distanceTable'
import { encodeTable, type TableRow } from './encodeTable'
import { toHeadColumns, toHeadRows } from './headsTable'
import { POSITION_COLUMNS, toPositionRows } from './positionsTable'

interface ReadableTensors {
  read(): Promise<Uint8Array>
}

/** @param tensorSources of each cell; null for a cell without tensors */
export async function buildTables(
  cells: readonly Cell[],
  tensorSources: readonly (ReadableTensors | null)[],
): Promise<{ name: TableName; bytes: Uint8Array }[]> {
  return [
    { name: 'cells', bytes: await encodeTable(CELL_COLUMNS, cells.map(toCellRow)) },
    { name: 'distance', bytes: await encodeTable(DISTANCE_COLUMNS, cells.flatMap(toDistanceRows)) },
    { name: 'heads', bytes: await encodeTable(toHeadColumns(cells), readHeadRows(cells, tensorSources)) },
    { name: 'positions', bytes: await encodeTable(POSITION_COLUMNS, cells.flatMap(toPositionRows)) },
  ]
}

async function* readHeadRows(
  cells: readonly Cell[],
  tensorSources: readonly (ReadableTensors | null)[],
): AsyncGenerator<TableRow> {
  for (const [index, cell] of cells.entries()) {
    const source = tensorSources[index]
    if (cell.status === 'failed' || source === null) continue
    yield* toHeadRows(decodeTensors(cell.tensors, await source.read(), `tensors of cell ${cell.id}`), index)
  }
}
