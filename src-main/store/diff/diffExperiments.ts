/** What differs between two experiments, and nothing else. */
import type { Cell } from '../../contract'
import type { StoredExperiment } from '../ports'
import { compareValues, type DiffTolerance, type ValueDifference } from './compareValues'
import { toleranceBetween } from './tolerance'

export type { DiffTolerance } from './compareValues'

export interface CellDifference {
  readonly id: string
  readonly fields: readonly ValueDifference[]
}

export interface ExperimentDiff {
  readonly tolerance: DiffTolerance
  /** Spec, provenance and environment; paths start with the manifest's field. */
  readonly settings: readonly ValueDifference[]
  /** Cells of both whose result, failure or resolved extension differs beyond the tolerance. */
  readonly cells: readonly CellDifference[]
  /** Cells of both that agree. */
  readonly sameCells: number
  /** Ids. */
  readonly onlyInA: readonly string[]
  readonly onlyInB: readonly string[]
}

/** Settings that must be equal to the letter. */
const EXACT: DiffTolerance = { absolute: 0, relative: 0 }

/**
 * Cells are matched by id. Compared are outcome and observation summary; where tensors lie, timings, the time of
 * creation and hashes of parts are not, since they say nothing about the measurement.
 */
export function diffExperiments(
  a: StoredExperiment,
  b: StoredExperiment,
  tolerance: DiffTolerance = toleranceBetween(a.manifest.engine, b.manifest.engine),
): ExperimentDiff {
  const cellsOfB = new Map(b.cells.map((cell) => [cell.id, cell]))
  const idsOfA = new Set(a.cells.map((cell) => cell.id))
  const shared = a.cells.flatMap((cell) => {
    const other = cellsOfB.get(cell.id)
    return other === undefined ? [] : [{ id: cell.id, fields: compareCells(cell, other, tolerance) }]
  })
  const cells = shared.filter(({ fields }) => fields.length > 0)
  return {
    tolerance,
    settings: compareValues(toSettings(a), toSettings(b), EXACT),
    cells,
    sameCells: shared.length - cells.length,
    onlyInA: a.cells.map((cell) => cell.id).filter((id) => !cellsOfB.has(id)),
    onlyInB: b.cells.map((cell) => cell.id).filter((id) => !idsOfA.has(id)),
  }
}

/** What differs in the result of a cell beyond the tolerance. */
export function compareCells(a: Cell, b: Cell, tolerance: DiffTolerance): ValueDifference[] {
  return compareValues(toResult(a), toResult(b), tolerance)
}

function toResult(cell: Cell): object {
  const { resolvedExtension, attentionFactor, status } = cell
  const key = { resolvedExtension, attentionFactor, status }
  return cell.status === 'failed'
    ? { ...key, error: cell.error }
    : { ...key, outcome: cell.outcome, observation: cell.observation }
}

function toSettings({ manifest }: StoredExperiment): object {
  const ignored = new Set(['createdAt', 'parts'])
  return Object.fromEntries(Object.entries(manifest).filter(([name]) => !ignored.has(name)))
}
