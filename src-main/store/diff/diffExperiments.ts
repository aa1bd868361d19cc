/** What differs between two experiments, and nothing else. */
import type { Cell, CellOutcome, DiffTolerance, ExperimentDifference, ValueDifference } from '../../contract'
import { failureOf } from '../../core/answers'
import type { StoredExperiment } from '../ports'
import { compareValues } from './compareValues'
import { toleranceBetween } from './tolerance'

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
): ExperimentDifference {
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
    : { ...key, outcome: toCompared(cell.outcome), observation: cell.observation }
}

/**
 * Which keys are the most attended is a ranking: keys of nearly equal weight change places with the order of summation. Files of
 * before 1.2 do not say how an answer failed and which depth was drawn: the one follows from the answer, the other from the spec.
 */
function toCompared(outcome: CellOutcome): object {
  return outcome.kind === 'answer'
    ? { ...outcome, failure: failureOf(outcome), askedDepthPercent: undefined, attendedKeys: undefined }
    : outcome
}

function toSettings({ manifest }: StoredExperiment): object {
  const ignored = new Set(['createdAt', 'parts'])
  return Object.fromEntries(Object.entries(manifest).filter(([name]) => !ignored.has(name)))
}
