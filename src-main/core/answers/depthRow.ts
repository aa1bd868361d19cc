/** The row of a grid by depth that an answer belongs to: by the depth its needle reached, not by the one asked for. */

/**
 * The depth asked for that lies nearest to the depth reached. Where sentences end near every depth this is the one that was asked
 * for; needles that a text put elsewhere are counted where they stand. Of two as near, the one asked for, else the first.
 *
 * @param depths every depth the task asks for, in percent
 * @returns `asked` where `depths` has nothing
 */
export function findDepthRow(
  reachedPercent: number,
  askedPercent: number,
  depths: readonly number[],
): number {
  return depths.reduce((best, depth) => {
    const nearer = Math.abs(depth - reachedPercent) - Math.abs(best - reachedPercent)
    return nearer < 0 ? depth : best
  }, askedPercent)
}
