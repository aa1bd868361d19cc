/** What cells cost: tokens to evaluate, and work relative to one another. */
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
  return cells.map((cell, index) => {
    const shared = countSharedTokens(cell, cells[index - 1])
    const whole = computeReadingWork(cell.contextTokens)
    return shared === null ? whole : whole - computeReadingWork(shared) + answerShare * whole
  })
}

/** Tokens that each cell evaluates: its context, less the prefix that it shares with the prompt before. */
export function computeCellTokens(cells: readonly CellKey[]): number[] {
  return cells.map((cell, index) =>
    Math.round(cell.contextTokens - (countSharedTokens(cell, cells[index - 1]) ?? 0)),
  )
}

/** Cost of the cells in parameters x tokens squared, for models of different sizes. */
export function computeModelWork(
  cells: readonly CellKey[],
  models: readonly { readonly parameterCount: number }[],
): number[] {
  return computeCellWork(cells).map((work, index) => work * models[cells[index].model].parameterCount)
}

/** Of reading so many tokens from the first on. */
export function computeReadingWork(tokens: number): number {
  return tokens * (tokens + attentionParityTokens)
}

/** Null where a cell begins anew. */
function countSharedTokens({ contextTokens, item, ...cell }: CellKey, previous?: CellKey): number | null {
  if (
    item.kind !== 'prompt' ||
    previous?.item.kind !== 'prompt' ||
    previous.item.depthPercent < item.depthPercent ||
    previous.task !== cell.task ||
    previous.extension !== cell.extension ||
    previous.contextTokens !== contextTokens ||
    previous.model !== cell.model
  )
    return null
  return (contextTokens * item.depthPercent) / 100
}
