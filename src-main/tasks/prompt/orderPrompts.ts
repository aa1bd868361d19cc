/** The order of the prompts of a grid of depths: each shares as much of its beginning as can be with the one before. */
import type { CellItem } from '../../contract'

/** Whether the prompts of all repeats are filled alike, or those of each repeat in a way of their own. */
export type HaystackSharing = 'across-repeats' | 'within-repeat'

/**
 * Prompts filled alike share their tokens up to the shallower needle: from deep to shallow, all repeats of a depth together
 * where they are filled alike, else repeat by repeat. Of depths z (0 .. 1) and r repeats that leaves about
 * max z + r sum(1 - z) prompts' worth of tokens to evaluate across repeats, r (max z + sum(1 - z)) within them.
 */
export function orderPrompts(
  depths: readonly number[],
  repeats: number,
  sharing: HaystackSharing,
): CellItem[] {
  const deepFirst = depths.toSorted((a, b) => b - a)
  const eachRepeat = Array.from({ length: repeats }, (_, repeat) => repeat)
  const prompt = (depthPercent: number, repeat: number): CellItem => ({
    kind: 'prompt',
    depthPercent,
    repeat,
  })
  return sharing === 'across-repeats'
    ? deepFirst.flatMap((depth) => eachRepeat.map((repeat) => prompt(depth, repeat)))
    : eachRepeat.flatMap((repeat) => deepFirst.map((depth) => prompt(depth, repeat)))
}
