/** Means and mean paired differences, with an interval over the units they were measured on. */
import { computeStatistic, type ResamplingDesign } from './bootstrap'
import { checkFinite, checkSameRows } from './columns'
import type { Statistic } from './statistic'

/**
 * Mean over rows; unit of the values. Undefined for no rows.
 *
 * @throws RopewalkError `input.invalid` for values that are not finite
 */
export function computeMean(values: readonly number[], design: ResamplingDesign | null): Statistic {
  checkFinite(values)
  return computeStatistic(
    values.length,
    (weights) => {
      let total = 0
      let count = 0
      for (let row = 0; row < values.length; row++) {
        total += weights[row] * values[row]
        count += weights[row]
      }
      return count > 0 ? total / count : 'no rows'
    },
    design,
  )
}

/**
 * Mean of `first - second` over pairs (row i of both); positive where the first is larger. Pairs are drawn together.
 *
 * @throws RopewalkError `input.invalid` for unequal lengths or values that are not finite
 */
export function computePairedDifference(
  first: readonly number[],
  second: readonly number[],
  design: ResamplingDesign | null,
): Statistic {
  checkSameRows(first, second)
  return computeMean(
    first.map((value, row) => value - second[row]),
    design,
  )
}
