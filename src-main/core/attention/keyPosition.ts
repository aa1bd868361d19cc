/** Attention by absolute key position, in bins of equal width: what the last queries look at in the text before them. */
import { RopewalkError, type PositionSpan } from '../../contract'

/**
 * Mean over queries `first .. end - 1` of uniform attention by key-position bin [bins]; sums to 1.
 * Over all queries it favours early keys, which more rows see: the curve to read such a mean against.
 *
 * @param edges first key of each bin, and the end [bins + 1], ascending from 0 to at least `queries.end`
 * @throws RopewalkError `input.invalid` for an empty span or edges that fall short
 */
export function computeUniformKeyPositionMass(queries: PositionSpan, edges: ArrayLike<number>): Float64Array {
  const { first, end } = queries
  if (!(first >= 0 && end > first) || edges.length < 2 || edges[edges.length - 1] < end)
    throw new RopewalkError(
      'input.invalid',
      `No uniform attention over these keys: queries ${first} to ${end}, ${edges.length} edges. ` +
        'Expected at least one query and edges up to it. Take both from the same observation.',
    )
  const mass = new Float64Array(edges.length - 1)
  for (let query = first; query < end; query++)
    for (let bin = 0; bin < mass.length; bin++)
      mass[bin] += Math.max(0, Math.min(edges[bin + 1], query + 1) - edges[bin]) / (query + 1) / (end - first)
  return mass
}
