/** A statistic with a given interval, for tests of judging and wording. */
import type { Statistic } from '../../statistics'

export function statisticOf(value: number, low: number, high: number): Statistic {
  const interval = {
    low,
    high,
    level: 0.95,
    method: 'percentile-bootstrap',
    unit: 'prompt',
    units: 20,
    resamples: 2000,
    droppedResamples: 0,
    seed: 1,
  } as const
  return { value, reason: null, n: 20, interval, intervalReason: null }
}
