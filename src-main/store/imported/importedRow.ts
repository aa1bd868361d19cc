import type { ImportedRow } from '../../contract'

/** A row with what a format knows; the rest is null. */
export function toImportedRow(
  known: Pick<ImportedRow, 'measure' | 'value'> & Partial<ImportedRow>,
): ImportedRow {
  return {
    model: null,
    task: null,
    contextTokens: null,
    depthPercent: null,
    layer: null,
    head: null,
    standardError: null,
    samples: null,
    ...known,
  }
}

export function computeMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Lists of values by name, in the order of first appearance. */
export function groupBy<T>(values: readonly T[], nameOf: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(nameOf(value))
    if (group === undefined) groups.set(nameOf(value), [value])
    else group.push(value)
  }
  return [...groups.values()]
}
