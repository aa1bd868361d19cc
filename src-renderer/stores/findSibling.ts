/** The same item of an experiment under another extension. */
import type { Cell } from '@contract'
import { client } from '../client'
import type { CellTarget } from './navigation'

/** Plain RoPE where the experiment has it, else the first other extension; null where there is none. */
export async function findSibling({ experimentId, cellId }: CellTarget): Promise<CellTarget | null> {
  const open = await client.results.listOpen({})
  const cells = open.find((experiment) => experiment.experimentId === experimentId)?.cells ?? []
  const cell = cells.find(({ id }) => id === cellId)
  if (cell === undefined) return null
  const siblings = cells.filter((other) => isSameItem(cell, other) && other.extension !== cell.extension)
  const sibling = siblings.find(({ extension }) => extension === 'none') ?? siblings.at(0)
  return sibling === undefined ? null : { experimentId, cellId: sibling.id }
}

function isSameItem(a: Cell, b: Cell): boolean {
  return (
    a.model === b.model &&
    a.task === b.task &&
    a.contextTokens === b.contextTokens &&
    JSON.stringify(a.item) === JSON.stringify(b.item)
  )
}
