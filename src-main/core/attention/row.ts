/** What a row of attention is, and the check every measure relies on. No measures here. */
import { RopewalkError } from '../../contract'

/**
 * One post-softmax row `p[n_q]`, or any other distribution over an ordered support: weights >= 0 that sum to 1.
 * For the query at position q the entry k is the weight of key k, so `length = q + 1` and `distance = q - k`.
 */
export type Row = ArrayLike<number>

/** Largest |sum - 1| a row may have: binary16 and vectorised exponentials stay well below it. */
export const ROW_SUM_TOLERANCE = 1e-3

/**
 * Sum of a distribution.
 *
 * @throws RopewalkError `input.invalid` when it is empty, holds NaN or a negative weight, or its sum is not 1 within
 *   `ROW_SUM_TOLERANCE`. Rows with learned sink logits sum below 1: renormalise them first (`renormalizeRow`).
 */
export function checkRow(row: Row): number {
  const sum = sumOfWeights(row)
  if (Math.abs(sum - 1) >= ROW_SUM_TOLERANCE)
    throw invalidRow(`it sums to ${sum}`, 'a sum of 1 within 0.001', 'Renormalise the row first.')
  return sum
}

/**
 * The row divided by its sum, and the mass that was missing to 1 (what learned sinks took).
 *
 * @throws RopewalkError `input.invalid` when the row is empty, has NaN or a negative weight, or sums to 0.
 */
export function renormalizeRow(row: Row): { row: Float64Array; missingMass: number } {
  const sum = sumOfWeights(row)
  if (sum <= 0) throw invalidRow('it sums to 0', 'some weight', 'Leave rows without visible keys out.')
  const normalized = new Float64Array(row.length)
  for (let k = 0; k < row.length; k++) normalized[k] = row[k] / sum
  return { row: normalized, missingMass: 1 - sum }
}

function sumOfWeights(row: Row): number {
  if (row.length === 0) throw invalidRow('it is empty', 'at least one key', 'Observe at least one query.')
  let sum = 0
  for (let k = 0; k < row.length; k++) {
    const weight = row[k]
    if (!(weight >= 0) || weight === Infinity)
      throw invalidRow(
        `entry ${k} is ${weight}`,
        'weights of 0 or more',
        'Check where the row was read from.',
      )
    sum += weight
  }
  return sum
}

function invalidRow(problem: string, expected: string, remedy: string): RopewalkError {
  return new RopewalkError(
    'input.invalid',
    `Not a row of attention: ${problem}. Expected ${expected}. ${remedy}`,
  )
}
