/** Proportions such as pass rates, with Wilson's score interval. */
import { RopewalkError } from '../../contract'
import type { Statistic } from './statistic'

/**
 * successes / n with Wilson's score interval, which stays within 0 .. 1 and is not empty at 0 and at 1.
 * Source: Wilson 1927, doi 10.1080/01621459.1927.10502953; no continuity correction.
 *
 * @param unit what was counted, in the singular, e.g. `prompt`; takes them to be independent
 * @throws RopewalkError `input.invalid` unless 0 <= successes <= n are integers and 0 < level < 1
 */
export function computeProportion(successes: number, n: number, unit: string, level = 0.95): Statistic {
  const counts = Number.isInteger(successes) && Number.isInteger(n) && successes >= 0 && successes <= n
  if (!counts || !(level > 0 && level < 1))
    throw new RopewalkError(
      'input.invalid',
      `Not a proportion: ${successes} of ${n} at level ${level}. Expected counts with 0 <= successes <= n and a level ` +
        'between 0 and 1. Check the rows that were counted.',
    )
  if (n === 0) return { value: null, reason: 'no rows', n, interval: null, intervalReason: 'no rows' }
  const value = successes / n
  const z = normalQuantile((1 + level) / 2)
  const shrink = 1 + (z * z) / n
  const centre = (value + (z * z) / (2 * n)) / shrink
  const reach = (z * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n))) / shrink
  const interval = {
    low: successes === 0 ? 0 : centre - reach,
    high: successes === n ? 1 : centre + reach,
    level,
    method: 'wilson',
    unit,
    units: n,
    resamples: null,
    droppedResamples: null,
    seed: null,
  } as const
  return { value, reason: null, n, interval, intervalReason: null }
}

/** z with P(Z <= z) = probability > 1/2, by bisection. */
function normalQuantile(probability: number): number {
  let low = 0
  let high = 9
  while (high - low > 1e-13) {
    const middle = (low + high) / 2
    if (normalProbability(middle) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(Z <= z) for z >= 0, by the series of Marsaglia 2004, doi 10.18637/jss.v011.i04. */
function normalProbability(z: number): number {
  let term = z
  let series = z
  for (let i = 3; term > 1e-17 * series; i += 2) {
    term *= (z * z) / i
    series += term
  }
  return 0.5 + (series * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}
