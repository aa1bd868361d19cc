/** Which queries of a cell were observed: the last ones of the sequence, or all. */
import type { FinishedCell, PositionSpan } from '../../contract'

export function observedQueries(cell: FinishedCell): PositionSpan {
  const end = cell.outcome.kind === 'answer' ? cell.outcome.promptTokens : cell.contextTokens
  const count = Math.min(end, cell.observation.queries)
  return { first: end - count, end }
}
