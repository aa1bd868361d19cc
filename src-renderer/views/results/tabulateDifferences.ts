/** Differences of several experiments from the first, as rows of one table with a column for each of them. */
import type { ExperimentDifference } from '@contract'

/** A field in which at least one of the others differs from the first. */
export interface DifferentField {
  readonly key: string
  /** Id of the cell; empty for a setting. */
  readonly cell: string
  /** Field names joined by dots. */
  readonly field: string
  /** JSON of the first experiment, then of the others in their order; null where one lacks the field. */
  readonly values: readonly (string | null)[]
}

/** Stands for a value that agrees with the first experiment's: no JSON looks like it. */
export const AGREES = '='

type Entry = Pick<DifferentField, 'cell' | 'field'> & { readonly a: string | null; readonly b: string | null }

export function tabulateSettings(differences: readonly ExperimentDifference[]): DifferentField[] {
  const columns = differences.map(({ settings }) =>
    settings.map(({ path, a, b }): Entry => ({ cell: '', field: path, a, b })),
  )
  return tabulate(columns, () => false)
}

/** Cells that one of the others lacks are rows only where another one has them and differs. */
export function tabulateCells(differences: readonly ExperimentDifference[]): DifferentField[] {
  const columns = differences.map(({ cells }) =>
    cells.flatMap(({ id, fields }) =>
      fields.map(({ path, a, b }): Entry => ({ cell: id, field: path, a, b })),
    ),
  )
  const lacking = differences.map(({ onlyInA }) => new Set(onlyInA))
  return tabulate(columns, (column, cell) => lacking[column].has(cell))
}

function tabulate(
  columns: readonly (readonly Entry[])[],
  lacks: (column: number, cell: string) => boolean,
): DifferentField[] {
  const entries = columns.map((column) => new Map(column.map((entry) => [nameEntry(entry), entry])))
  const known = new Map(entries.flatMap((column) => [...column]))
  return [...known].map(([key, { cell, field, a }]) => ({
    key,
    cell,
    field,
    values: [
      a,
      ...entries.map((column, index) => {
        const entry = column.get(key)
        if (entry !== undefined) return entry.b
        return lacks(index, cell) ? null : AGREES
      }),
    ],
  }))
}

function nameEntry({ cell, field }: Entry): string {
  return JSON.stringify([cell, field])
}
