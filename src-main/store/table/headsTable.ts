/** `tables/heads.parquet`: one row per cell, layer and head; a column per tensor with axes `[layer, head]`. */
import type { Cell, NamedTensor, TensorEntry } from '../../contract'
import type { TableColumn, TableRow } from './encodeTable'

const KEY_COLUMNS: readonly TableColumn[] = [
  { name: 'cell', type: 'INT32' },
  { name: 'layer', type: 'INT32' },
  { name: 'head', type: 'INT32' },
]

/** Keys, then every per-head measure that any cell has, by name. */
export function toHeadColumns(cells: readonly Cell[]): TableColumn[] {
  const entries = cells.flatMap((cell) => (cell.status === 'done' ? cell.tensors : []))
  const names = [...new Set(entries.filter(isPerHead).map((entry) => entry.name))].sort()
  return [...KEY_COLUMNS, ...names.map((name): TableColumn => ({ name, type: 'DOUBLE' }))]
}

/** @param tensors of the cell */
export function toHeadRows(tensors: readonly NamedTensor[], index: number): TableRow[] {
  const measures = tensors.filter(isPerHead)
  if (measures.length === 0) return []
  const [layers, heads] = measures[0].shape
  const rows: TableRow[] = []
  for (let layer = 0; layer < layers; layer++)
    for (let head = 0; head < heads; head++) {
      const values = measures.map(({ name, data }): [string, number] => [name, data[layer * heads + head]])
      rows.push({ cell: index, layer, head, ...Object.fromEntries(values) })
    }
  return rows
}

function isPerHead({ axes, dtype }: Pick<TensorEntry, 'axes' | 'dtype'>): boolean {
  // binary16 is kept as bit patterns, which are no numbers to tabulate.
  return axes.length === 2 && axes[0] === 'layer' && axes[1] === 'head' && dtype !== 'f16'
}
