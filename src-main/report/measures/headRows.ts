/** Attention of a cell as one distribution per head, over one of the two supports that different lengths share. */
import type { HeadRows } from '../../core/attention'
import type { HeadMeasures } from '../contents'

/**
 * `distance`: bins of the distance between query and key, which double. `key-fraction`: equal bins of the key's position
 * as a fraction of the length.
 */
export type Alignment = 'distance' | 'key-fraction'

/** Null where the cell was not observed that way. */
export function toHeadRows(measures: HeadMeasures, alignment: Alignment): HeadRows | null {
  const heads = measures.layers * measures.heads
  if (alignment === 'distance') return { heads, bins: measures.bins, mass: measures.distanceMass }
  const positions = measures.keyPositions
  return positions === null ? null : { heads, bins: positions.edges.length - 1, mass: positions.mass }
}
