/** What figures with one line per head have in common. */
import type { HeadPlace } from '../../contents'
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

/**
 * @param heads of each layer
 * @param chosen by a reader; all where undefined
 * @returns which of the L x H heads are drawn, and how to say it
 */
export function chooseHeads(
  { layers, heads }: { layers: number; heads: number },
  chosen: readonly HeadPlace[] | undefined,
): { isDrawn: (index: number) => boolean; drawn: string } {
  const all = layers * heads
  if (chosen !== undefined) {
    const own = chosen.filter(({ layer, head }) => layer < layers && head < heads)
    const indices = new Set(own.map(({ layer, head }) => layer * heads + head))
    const names = own.map(({ layer, head }) => `L${layer}H${head}`).join(', ')
    return { isDrawn: (index) => indices.has(index), drawn: own.length === 0 ? 'no head' : names }
  }
  const every = Math.ceil(all / MOST_HEADS)
  return {
    isDrawn: (index) => index % every === 0,
    drawn: every === 1 ? `all ${all} heads` : `one in ${every} of ${all} heads`,
  }
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
