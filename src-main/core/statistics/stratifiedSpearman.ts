/** Spearman's rank correlation inside strata: what is left of a link when differences between strata are taken out. */
import type { Evaluate } from './bootstrap'
import { checkSameRows, indexLabels } from './columns'
import { computeMidRanks } from './ranks'

/**
 * Pearson's correlation of the mid-ranks that rows have inside their stratum, each less its stratum's mean rank: the mean
 * of the strata's rho, a stratum counting by its variance of ranks.
 *
 * Range -1 .. 1; 0 = no monotone relation inside. One stratum, or strata that are copies of one another: Spearman's rho of one.
 * A stratum of one row says nothing. Undefined where in no stratum both vary.
 *
 * @param strata label of each row's stratum [rows]
 * @throws RopewalkError `input.invalid` for unequal lengths or values that are not finite
 */
export function computeStratifiedRho(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  strata: ArrayLike<string | number>,
): ReturnType<Evaluate> {
  checkSameRows(x, y, strata)
  const { indexOfRow, count } = indexLabels(Array.from(strata))
  let xx = 0
  let yy = 0
  let xy = 0
  for (let stratum = 0; stratum < count; stratum++) {
    const rows = Array.from(indexOfRow.keys()).filter((row) => indexOfRow[row] === stratum)
    const rankX = computeMidRanks(rows.map((row) => x[row]))
    const rankY = computeMidRanks(rows.map((row) => y[row]))
    const centre = (rows.length + 1) / 2
    for (let row = 0; row < rows.length; row++) {
      const a = rankX[row] - centre
      const b = rankY[row] - centre
      xx += a * a
      yy += b * b
      xy += a * b
    }
  }
  if (xx === 0 || yy === 0) return 'in no stratum do both vary'
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}
