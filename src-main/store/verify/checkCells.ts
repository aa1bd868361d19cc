/** Cells are what the manifest and its spec say: unique, counted, within the plan's axes, each with a timing. */
import type { Cell, Manifest } from '../../contract'
import type { StoredExperiment } from '../ports'
import { toCheck, type VerificationCheck } from './verificationCheck'

export function checkCells({ cells, timings, manifest }: StoredExperiment): VerificationCheck[] {
  return [
    toCheck('cells.unique', 'No cell occurs twice.', findRepeated(cells.map((cell) => cell.id))),
    toCheck('cells.counted', describeCounts(manifest), findCountProblems(cells, manifest)),
    toCheck('cells.complete', ...findGaps(cells, manifest)),
    toCheck(
      'cells.planned',
      'Every cell lies on the axes of the spec.',
      cells.flatMap((cell) => findPlanProblems(cell, manifest)),
    ),
    toCheck(
      'timings',
      'Every cell has one timing.',
      findTimingProblems(
        cells.map((cell) => cell.id),
        timings.map((timing) => timing.id),
      ),
    ),
  ]
}

function findRepeated(ids: readonly string[]): string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const id of ids) (seen.has(id) ? repeated : seen).add(id)
  return [...repeated].map((id) => `${id} occurs twice`)
}

function describeCounts({ cells }: Manifest): string {
  return `${cells.done} cells done and ${cells.failed} failed of ${cells.planned} planned, as the manifest says.`
}

function findCountProblems(cells: readonly Cell[], { cells: counts }: Manifest): string[] {
  const done = cells.filter((cell) => cell.status === 'done').length
  const failed = cells.length - done
  const problems: string[] = []
  if (done !== counts.done)
    problems.push(`the manifest counts ${counts.done} cells done, the file has ${done}`)
  if (failed !== counts.failed)
    problems.push(`the manifest counts ${counts.failed} failed cells, the file has ${failed}`)
  if (cells.length > counts.planned)
    problems.push(`the manifest plans ${counts.planned} cells, the file has ${cells.length}`)
  return problems
}

/** Merged shares may leave cells for a later share; a run that ended left none. */
function findGaps(cells: readonly Cell[], { cells: counts, shards }: Manifest): [string, string[]] {
  const missing = counts.planned - cells.length
  if (missing <= 0) return ['Every planned cell is there.', []]
  if (shards !== undefined) return [`${missing} planned cells are in none of the merged files.`, []]
  return ['', [`${missing} of ${counts.planned} planned cells are missing`]]
}

function findPlanProblems(cell: Cell, { spec }: Manifest): string[] {
  const problems: string[] = []
  if (cell.model >= spec.models.length)
    problems.push(`${cell.id} names model ${cell.model} of ${spec.models.length}`)
  else if (!(spec.models[cell.model].extensions ?? spec.extensions).includes(cell.extension))
    problems.push(`${cell.id} has the extension ${cell.extension}, which the spec lacks`)
  if (cell.task >= spec.tasks.length)
    problems.push(`${cell.id} names task ${cell.task} of ${spec.tasks.length}`)
  if (!spec.contexts.includes(cell.contextTokens))
    problems.push(`${cell.id} has a context of ${cell.contextTokens} tokens, which the spec lacks`)
  return problems
}

function findTimingProblems(cellIds: readonly string[], timingIds: readonly string[]): string[] {
  const timed = new Set(timingIds)
  const known = new Set(cellIds)
  return [
    ...findRepeated(timingIds),
    ...cellIds.filter((id) => !timed.has(id)).map((id) => `${id} has no timing`),
    ...timingIds.filter((id) => !known.has(id)).map((id) => `the timing of ${id} has no cell`),
  ]
}
