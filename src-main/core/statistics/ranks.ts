/** Mid-ranks: rows of equal value share the mean of the ranks they take up. */
import { checkFinite } from './columns'

/**
 * Mid-ranks 1 .. n [n]; their sum is always n (n + 1) / 2.
 *
 * @throws RopewalkError `input.invalid` for values that are not finite
 */
export function computeMidRanks(values: ArrayLike<number>): Float64Array {
  const ranker = createRanker(values)
  const rankOfGroup = ranker.rank(new Int32Array(values.length).fill(1))
  return Float64Array.from(ranker.groupOfRow, (group) => rankOfGroup[group])
}

/** Ranks rows that occur several times or not at all, without sorting again. */
export interface Ranker {
  /** Group of equal values, 0 = smallest [rows]. */
  readonly groupOfRow: Int32Array
  /** Mid-rank of each group among the weighted rows [groups]; the array is reused by the next call. */
  rank(weights: ArrayLike<number>): Float64Array
}

/** @throws RopewalkError `input.invalid` for values that are not finite */
export function createRanker(values: ArrayLike<number>): Ranker {
  checkFinite(values)
  const distinct = [...new Set(Array.from(values))].sort((a, b) => a - b)
  const groupOfValue = new Map(distinct.map((value, group) => [value, group]))
  const groupOfRow = Int32Array.from(values, (value) => groupOfValue.get(value) ?? 0)
  const rankOfGroup = new Float64Array(distinct.length)
  return {
    groupOfRow,
    rank(weights) {
      rankOfGroup.fill(0)
      for (let row = 0; row < groupOfRow.length; row++) rankOfGroup[groupOfRow[row]] += weights[row]
      let below = 0
      for (let group = 0; group < rankOfGroup.length; group++) {
        const occurrences = rankOfGroup[group]
        rankOfGroup[group] = below + (occurrences + 1) / 2
        below += occurrences
      }
      return rankOfGroup
    },
  }
}
