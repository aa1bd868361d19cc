/** Cells that share a session. */
import type { CellKey } from '../../contract'

/** What a session is opened for. */
export interface SessionPlace {
  readonly model: number
  readonly contextTokens: number
  /** As written in the spec. */
  readonly extension: string
}

export interface CellGroup extends SessionPlace {
  readonly cells: readonly CellKey[]
}

/** Runs of cells with the same model, context and extension, in plan order. */
export function groupCells(cells: readonly CellKey[]): CellGroup[] {
  const groups = new Map<
    string,
    { model: number; contextTokens: number; extension: string; cells: CellKey[] }
  >()
  for (const cell of cells) {
    const { model, contextTokens, extension } = cell
    const name = JSON.stringify([model, contextTokens, extension])
    const group = groups.get(name)
    if (group) group.cells.push(cell)
    else groups.set(name, { model, contextTokens, extension, cells: [cell] })
  }
  return [...groups.values()]
}
