/** What all findings are told: how to resample. */

export interface FindingSettings {
  /** Of every resampling; kept with the result. */
  readonly seed: number
  /** Bootstrap resamples, default 2000. */
  readonly resamples?: number
  /** Label permutations of a test, default 10 000. */
  readonly permutations?: number
  /** Confidence level, default 0.95. */
  readonly level?: number
}
