/** What cells cost, relative to one another. */
import type { CellKey } from '../../contract'

/** Tokens of context at which attention costs about as much as the rest of a model. */
const attentionParityTokens = 2048
/** What a prompt that shares its prefix costs besides its own part: needle, question and answer, of a whole one. */
const answerShare = 0.1

/**
 * Of each cell: proportional to n (n + 2048), and for a prompt after one of a needle at least as deep to the part not shared.
 * Prompts come from deep to shallow; a repeat with a haystack of its own begins with the deepest again.
 * @param cells in the order they run
 */
export function computeCellWork(cells: readonly CellKey[]): number[] {
  return cells.map((cell, index) => computeWork(cell, cells[index - 1]))
}

function computeWork({ contextTokens, item, ...cell }: CellKey, previous: CellKey | undefined): number {
  const whole = contextTokens * (contextTokens + attentionParityTokens)
  if (
    item.kind !== 'prompt' ||
    previous?.item.kind !== 'prompt' ||
    previous.item.depthPercent < item.depthPercent ||
    previous.task !== cell.task ||
    previous.extension !== cell.extension ||
    previous.contextTokens !== contextTokens ||
    previous.model !== cell.model
  )
    return whole
  const sharedTokens = (contextTokens * item.depthPercent) / 100
  return whole - sharedTokens * (sharedTokens + attentionParityTokens) + answerShare * whole
}
