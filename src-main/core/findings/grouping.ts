/** Grouping of flat rows, and the check that no cell occurs twice. */
import { RopewalkError } from '../../contract'

/** Rows by key, in order of first appearance. */
export function groupRows<R>(rows: readonly R[], keyOf: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** A key that keeps its parts apart. */
export function joinKey(...parts: readonly (string | number | null)[]): string {
  return JSON.stringify(parts)
}

/** Distinct numbers, rising. */
export function risingValues(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}

/** @throws RopewalkError `input.invalid` when two rows describe the same cell */
export function checkDistinctCells<R>(rows: readonly R[], keyOf: (row: R) => string): void {
  const seen = new Set<string>()
  for (const row of rows) {
    const key = keyOf(row)
    if (seen.has(key))
      throw new RopewalkError(
        'input.invalid',
        `Two rows for the same cell: ${key}. Expected each cell once. ` +
          'Pass the rows of one task and of one run only.',
      )
    seen.add(key)
  }
}
