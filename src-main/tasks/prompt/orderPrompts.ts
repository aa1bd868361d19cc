/** The order of the prompts of a grid of depths. */
import type { CellItem } from '../../contract'

/** Prompts of one repeat share their tokens up to the shallower needle: repeat by repeat, from deep to shallow. */
export function orderPrompts(depths: readonly number[], repeats: number): CellItem[] {
  const deepFirst = depths.toSorted((a, b) => b - a)
  return Array.from({ length: repeats }, (_, repeat) => repeat).flatMap((repeat) =>
    deepFirst.map((depthPercent): CellItem => ({ kind: 'prompt', depthPercent, repeat })),
  )
}
