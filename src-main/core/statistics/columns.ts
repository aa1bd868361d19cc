/** Checks of the columns that statistics read: one value per row, finite, equally many. */
import { RopewalkError } from '../../contract'

/** @throws RopewalkError `input.invalid` unless all columns have as many rows as the first */
export function checkSameRows(...columns: readonly ArrayLike<unknown>[]): number {
  const lengths = columns.map((column) => column.length)
  if (lengths.some((length) => length !== lengths[0]))
    throw new RopewalkError(
      'input.invalid',
      `Columns of different lengths: ${lengths.join(', ')}. Expected one value per row in each. ` +
        'Leave incomplete rows out first.',
    )
  return lengths[0]
}

/** @throws RopewalkError `input.invalid` at the first value that is not a finite number */
export function checkFinite(values: ArrayLike<number>): void {
  for (let row = 0; row < values.length; row++)
    if (!Number.isFinite(values[row]))
      throw new RopewalkError(
        'input.invalid',
        `Not a finite number: ${values[row]} in row ${row}. Expected numbers only. ` +
          'Leave rows without a value out first, and count them.',
      )
}

/** Labels as indices 0, 1, ... in order of first appearance. */
export function indexLabels(labels: readonly (string | number)[]): { indexOfRow: Int32Array; count: number } {
  const indices = new Map<string | number, number>()
  const indexOfRow = new Int32Array(labels.length)
  labels.forEach((label, row) => {
    const index = indices.get(label) ?? indices.size
    indices.set(label, index)
    indexOfRow[row] = index
  })
  return { indexOfRow, count: indices.size }
}
