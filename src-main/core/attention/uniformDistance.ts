/** The curve that attention by distance is read against: every visible key gets the same weight. */
import { RopewalkError, type PositionSpan } from '../../contract'
import { checkEdges } from './distance'

/**
 * Mean over queries `first .. end - 1` of uniform attention by distance bin [bins]; sums to 1.
 *
 * In closed form. A query with n = q + 1 keys gives bin [a, b) the mass 0 for n <= a, (n - a)/n for a < n <= b
 * and (b - a)/n beyond, and the sum of 1/n over n is a difference of harmonic numbers.
 * One query with 8 keys: 1/8, 1/8, 1/4, 1/2. All queries 0..7: 0.3397321, 0.2147321, 0.2627976, 0.1827381.
 *
 * @param queries all queries of n tokens: `{ first: 0, end: n }`; the last K: `{ first: n - K, end: n }`
 * @param edges ascending from 0 to at least `queries.end` [bins + 1], tokens
 * @throws RopewalkError `input.invalid` for an empty span or edges that fall short
 */
export function computeUniformDistanceMass(queries: PositionSpan, edges: ArrayLike<number>): Float64Array {
  return meanOverQueries(queries, edges, (low, high, fewest, most) => {
    const partly = clampRange(low, high, fewest, most)
    const wholly = clampRange(high, Infinity, fewest, most)
    return (
      partly.last -
      partly.before -
      low * (harmonicNumber(partly.last) - harmonicNumber(partly.before)) +
      (high - low) * (harmonicNumber(wholly.last) - harmonicNumber(wholly.before))
    )
  })
}

/**
 * Mean number of visible keys per distance bin over queries `first .. end - 1` [bins], for densities.
 * The sum over bins is the mean of n_q.
 *
 * @throws RopewalkError `input.invalid` for an empty span or edges that fall short
 */
export function computeVisibleKeys(queries: PositionSpan, edges: ArrayLike<number>): Float64Array {
  return meanOverQueries(queries, edges, (low, high, fewest, most) => {
    const partly = clampRange(low, high, fewest, most)
    const wholly = clampRange(high, Infinity, fewest, most)
    const first = partly.before + 1 - low
    const last = partly.last - low
    return ((first + last) * (last - first + 1)) / 2 + (high - low) * (wholly.last - wholly.before)
  })
}

/**
 * Mean entropy of uniform attention over queries `first .. end - 1`, nats; ln(N!)/N for all queries of N tokens.
 * The yardstick for a mean entropy over queries, which ln N is not.
 *
 * @throws RopewalkError `input.invalid` for an empty span
 */
export function computeUniformMeanEntropyNats(queries: PositionSpan): number {
  checkSpan(queries)
  let total = 0
  for (let n = queries.first + 1; n <= queries.end; n++) total += Math.log(n)
  return total / (queries.end - queries.first)
}

/** Sum over row lengths `fewest .. most` of what a bin [low, high) gets, divided by their number. */
function meanOverQueries(
  queries: PositionSpan,
  edges: ArrayLike<number>,
  sumOfBin: (low: number, high: number, fewest: number, most: number) => number,
): Float64Array {
  checkSpan(queries)
  checkEdges(edges, queries.end)
  const count = queries.end - queries.first
  return Float64Array.from(
    { length: edges.length - 1 },
    (_, bin) => sumOfBin(edges[bin], edges[bin + 1], queries.first + 1, queries.end) / count,
  )
}

/** Row lengths n with low < n <= high within fewest .. most, as the pair (last, one before the first). */
function clampRange(low: number, high: number, fewest: number, most: number) {
  const before = Math.max(low, fewest - 1)
  return { before, last: Math.max(before, Math.min(high, most)) }
}

/** H_n = 1 + 1/2 + ... + 1/n; asymptotic expansion (Euler-Maclaurin) from 64 on, where it is exact in double. */
function harmonicNumber(n: number): number {
  if (n < 64) {
    let sum = 0
    for (let i = n; i >= 1; i--) sum += 1 / i
    return sum
  }
  const EULER_MASCHERONI = 0.5772156649015329
  const square = n * n
  const tail = 1 / 12 - (1 / 120 - 1 / (252 * square)) / square
  return Math.log(n) + EULER_MASCHERONI + 1 / (2 * n) - tail / square
}

function checkSpan(queries: PositionSpan): void {
  if (!(queries.first >= 0 && queries.end > queries.first))
    throw new RopewalkError(
      'input.invalid',
      `No queries to average over: ${queries.first} .. ${queries.end - 1}. ` +
        'Expected at least one position from 0 on. Check the observed queries.',
    )
}
