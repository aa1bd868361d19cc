/** The largest haystack that fits, by bisection. */

/**
 * @param fits true up to some size and false beyond it
 * @param fewest smallest size worth trying
 * @param most largest size there is; may be Infinity
 * @returns null where not even `fewest` fits
 */
export async function findLargestSize(
  fits: (size: number) => Promise<boolean>,
  fewest: number,
  most: number,
): Promise<number | null> {
  if (!(await fits(fewest))) return null
  let largest = fewest
  let tooLarge = Math.min(most + 1, 2 * fewest + 1)
  while (tooLarge <= most && (await fits(tooLarge))) {
    largest = tooLarge
    tooLarge = Math.min(most + 1, 2 * tooLarge)
  }
  while (tooLarge - largest > 1) {
    const middle = Math.floor((largest + tooLarge) / 2)
    if (await fits(middle)) largest = middle
    else tooLarge = middle
  }
  return largest
}
