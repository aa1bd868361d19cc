/**
 * Attention by distance between query and key, in bins that double: [0,1), [1,2), [2,4), [4,8), ...
 * Distance bins are a support that rows of different lengths share, so lengths can be compared.
 */
import { RopewalkError } from '../../contract'
import { checkRow, type Row } from './row'

/**
 * Edges 0, 1, 2, 4, 8, ... up to the first power of two >= `visibleKeys` [bins + 1], in tokens.
 *
 * @param visibleKeys keys seen by the longest row, >= 1
 * @throws RopewalkError `input.invalid` for less than one key
 */
export function computeDistanceEdges(visibleKeys: number): number[] {
  if (!Number.isInteger(visibleKeys) || visibleKeys < 1)
    throw new RopewalkError(
      'input.invalid',
      `No distance bins for this many keys: ${visibleKeys}. Expected an integer of 1 or more. ` +
        'Pass the number of keys the longest row sees.',
    )
  const edges = [0, 1]
  for (let edge = 1; edge < visibleKeys;) edges.push((edge *= 2))
  return edges
}

/**
 * Attention mass by distance [bins]; sums to 1 when the edges reach as far as the row.
 *
 * @param row p [n_q] of the query at position n_q - 1
 * @param edges ascending, from 0 [bins + 1], tokens
 * @throws RopewalkError `input.invalid` when the row is no distribution, or reaches farther than the last edge
 */
export function computeDistanceMass(row: Row, edges: ArrayLike<number>): Float64Array {
  checkRow(row)
  checkEdges(edges, row.length)
  const mass = new Float64Array(edges.length - 1)
  for (let bin = 0; bin < mass.length; bin++) {
    const nearest = row.length - 1 - edges[bin]
    const farthest = Math.max(0, row.length - edges[bin + 1])
    for (let k = farthest; k <= nearest; k++) mass[bin] += row[k]
  }
  return mass
}

/**
 * Mass per visible key [bins]: what a single key at that distance gets. 1 / n_q everywhere for a uniform row.
 *
 * @param mass by distance bin [bins]
 * @param visibleKeys (mean) number of visible keys in the bin [bins]
 * @returns null in bins without visible keys, where it is undefined
 */
export function computeDensity(mass: ArrayLike<number>, visibleKeys: ArrayLike<number>): (number | null)[] {
  if (mass.length !== visibleKeys.length)
    throw new RopewalkError(
      'input.invalid',
      `Masses and key counts of different bins: ${mass.length} and ${visibleKeys.length}. ` +
        'Expected one count per bin. Take both from the same observation.',
    )
  return Array.from(mass, (value, bin) => (visibleKeys[bin] > 0 ? value / visibleKeys[bin] : null))
}

/** @throws RopewalkError `input.invalid` unless edges ascend from 0 and cover `visibleKeys` distances. */
export function checkEdges(edges: ArrayLike<number>, visibleKeys: number): void {
  let ascending = edges.length >= 2 && edges[0] === 0
  for (let i = 1; i < edges.length; i++) ascending &&= edges[i] > edges[i - 1]
  if (!ascending || edges[edges.length - 1] < visibleKeys)
    throw new RopewalkError(
      'input.invalid',
      `Unusable distance edges: ${Array.from(edges).join(', ')}. ` +
        `Expected rising edges from 0 to at least ${visibleKeys}. Compute them for the longest row.`,
    )
}
