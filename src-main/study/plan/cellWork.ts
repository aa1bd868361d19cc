/** What cells cost, relative to one another. */
import type { CellKey } from '../../contract'

/** Tokens of context at which attention costs about as much as the rest of a model. */
const attentionParityTokens = 2048
/** What a prompt that shares its prefix costs besides its own part: the answer, and a micro-batch begun anew. */
const answerShare = 0.05

/**
 * Of each cell: proportional to n (n + 2048), and for a prompt after a deeper one of its repeat to the part not shared.
 * @param cells in the order they run
 */
export function computeCellWork(cells: readonly CellKey[]): number[] {
  return cells.map((cell, index) => computeWork(cell, cells[index - 1]))
}

function computeWork({ contextTokens, item, ...cell }: CellKey, previous: CellKey | undefined): number {
  const whole = contextTokens * (contextTokens + attentionParityTokens)
  const sharing =
    item.kind === 'prompt' &&
    previous?.item.kind === 'prompt' &&
    previous.item.repeat === item.repeat &&
    previous.task === cell.task &&
    previous.extension === cell.extension &&
    previous.contextTokens === contextTokens &&
    previous.model === cell.model
  return sharing ? whole * (1 - item.depthPercent / 100 + answerShare) : whole
}
