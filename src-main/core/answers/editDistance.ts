/** How many slips of the pen lie between two strings. */

/**
 * Optimal string alignment: the fewest insertions, deletions, changes and exchanges of neighbours that turn one string into the
 * other, none of them on the same character twice. By UTF-16 units.
 */
export function computeEditDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const change = from[row - 1] === to[column - 1] ? 0 : 1
      current[column] = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + change)
      const isExchange =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (isExchange) current[column] = Math.min(current[column], beforeLast[column - 2] + 1)
    }
    beforeLast = last
    last = current
  }
  return last[to.length]
}
