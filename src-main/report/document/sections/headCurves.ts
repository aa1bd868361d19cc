/** What figures with one line per head have in common. */
import type { LegendEntry } from '../model'

/** A head is drawn as a line; beyond this many, every k-th is. */
const MOST_HEADS = 256
/** Six decades: weights below are indistinguishable from none on the axis. */
const LOWEST_DENSITY = 1e-6

export const headLegend: readonly LegendEntry[] = [
  { label: 'one head', style: { kind: 'thin', index: 0 } },
  { label: 'mean over heads', style: { kind: 'grand-mean', index: 0 } },
  { label: 'uniform attention', style: { kind: 'reference', index: 0 } },
]

/** @param heads layers times heads */
export function chooseHeads(heads: number): { every: number; drawn: string } {
  const every = Math.ceil(heads / MOST_HEADS)
  return { every, drawn: every === 1 ? `all ${heads} heads` : `every ${every}th of ${heads} heads` }
}

/** Range of the y axis that all panels of a figure share. */
export function computeDensityRange(
  profiles: readonly { readonly headDensity: readonly (readonly (number | null)[])[] }[],
): { low: number; high: number } {
  let least = 1
  let most = 0
  for (const { headDensity } of profiles)
    for (const row of headDensity)
      for (const value of row) {
        if (value === null || value <= 0) continue
        least = Math.min(least, value)
        most = Math.max(most, value)
      }
  const low = Math.max(LOWEST_DENSITY, least)
  return { low, high: Math.max(low, most) }
}
