/**
 * The two ways to make one entropy of many rows (layers x heads of one query). Entropy is concave, so
 * B >= A always, and the two are never compared with one another.
 */
import { RopewalkError } from '../../contract'
import { computeEntropyNats } from './entropy'
import { checkRow, type Row } from './row'

/**
 * Aggregation A: mean over rows of H(row); our default. Rows may differ in length.
 *
 * @param rows p [rows][n_q]
 * @returns nats, 0 .. ln of the longest row
 * @throws RopewalkError `input.invalid` for no rows, or a row that is no distribution
 */
export function computeMeanOfEntropiesNats(rows: readonly Row[]): number {
  checkSomeRows(rows)
  let total = 0
  for (const row of rows) total += computeEntropyNats(row)
  return total / rows.length
}

/**
 * Aggregation B: H of the mean row. At least A; equal to A only where all rows are equal.
 *
 * @param rows p [rows][n_q], all over the same keys
 * @returns nats, 0 .. ln n_q
 * @throws RopewalkError `input.invalid` for no rows, rows of different lengths, or a row that is no distribution
 */
export function computeEntropyOfMeanRowNats(rows: readonly Row[]): number {
  return computeEntropyNats(computeMeanRow(rows))
}

/**
 * Mean row over rows of the same keys [n_q].
 *
 * @throws RopewalkError `input.invalid` for no rows, rows of different lengths, or a row that is no distribution
 */
export function computeMeanRow(rows: readonly Row[]): Float64Array {
  checkSomeRows(rows)
  const mean = new Float64Array(rows[0].length)
  for (const row of rows) {
    checkRow(row)
    if (row.length !== mean.length)
      throw new RopewalkError(
        'input.invalid',
        `Rows of different lengths cannot be averaged: ${mean.length} and ${row.length} keys. ` +
          'Expected rows over the same keys. Bin the rows by distance first.',
      )
    for (let k = 0; k < mean.length; k++) mean[k] += row[k] / rows.length
  }
  return mean
}

function checkSomeRows(rows: readonly Row[]): void {
  if (rows.length === 0)
    throw new RopewalkError(
      'input.invalid',
      'Nothing to average: 0 rows. Expected at least one row of attention. Observe at least one query.',
    )
}
