/** Cells as short lists, for assertions that read at a glance. */
import type { AnswerOutcome, Cell } from '../../contract'

export const idsOf = (cells: readonly Cell[]): string[] => cells.map(({ id }) => id)

/** Id and error code of each. */
export const failedOf = (cells: readonly Cell[]): string[] =>
  cells.flatMap((cell) => (cell.status === 'failed' ? [`${cell.id} ${cell.error.code}`] : []))

export const answersOf = (cells: readonly Cell[]): (AnswerOutcome & { id: string })[] =>
  cells.flatMap((cell) =>
    cell.status === 'done' && cell.outcome.kind === 'answer' ? [{ ...cell.outcome, id: cell.id }] : [],
  )
