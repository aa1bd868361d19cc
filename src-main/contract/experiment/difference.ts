/** What differs between two experiments, and nothing else. */

export interface ValueDifference {
  /** Field names joined by dots, e.g. `spec.engine.cacheType`. */
  readonly path: string
  /** JSON of either side; null where that side lacks the field. */
  readonly a: string | null
  readonly b: string | null
}

export interface DiffTolerance {
  /** Numbers x and y are the same when |x - y| <= absolute + relative * max(|x|, |y|). */
  readonly absolute: number
  readonly relative: number
}

export interface CellDifference {
  readonly id: string
  readonly fields: readonly ValueDifference[]
}

export interface ExperimentDifference {
  readonly tolerance: DiffTolerance
  /** Spec, provenance and environment; paths start with the manifest's field. */
  readonly settings: readonly ValueDifference[]
  /** Cells of both whose result, failure or resolved extension differs beyond the tolerance. */
  readonly cells: readonly CellDifference[]
  /** Cells of both that agree. */
  readonly sameCells: number
  /** Ids. */
  readonly onlyInA: readonly string[]
  readonly onlyInB: readonly string[]
}
