/** What every statistic comes back as: a value or the reason why there is none, with n and its interval. */

/** A confidence interval that says how it was made. */
export interface Interval {
  readonly low: number
  readonly high: number
  /** Confidence level, e.g. 0.95. */
  readonly level: number
  readonly method: 'percentile-bootstrap' | 'wilson'
  /** What was taken as independent, e.g. `window` or `prompt`, and how many there were. */
  readonly unit: string
  readonly units: number
  /** Resamples drawn, and those left out because the statistic is undefined on them; null where none are drawn. */
  readonly resamples: number | null
  readonly droppedResamples: number | null
  readonly seed: number | null
}

/** Undefined is null with a reason, never 0. Plain JSON. */
export interface Statistic {
  readonly value: number | null
  /** Why there is no value; null when there is one. */
  readonly reason: string | null
  /** Rows that entered. */
  readonly n: number
  readonly interval: Interval | null
  /** Why there is no interval; null when there is one. */
  readonly intervalReason: string | null
}

/** Result of a significance test. */
export interface TestResult {
  readonly pValue: number | null
  /** Why there is no p-value; null when there is one. */
  readonly reason: string | null
  readonly n: number
  readonly alternative: 'greater' | 'two-sided'
  readonly method: 'exact' | 'monte-carlo'
  /** Label permutations drawn; null for an exact test. */
  readonly permutations: number | null
  readonly seed: number | null
}

export function undefinedStatistic(reason: string, n: number): Statistic {
  return { value: null, reason, n, interval: null, intervalReason: reason }
}
