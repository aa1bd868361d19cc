/** What a run tells while it runs. */
import type {
  AppliedExtension,
  BackendName,
  CellKey,
  CellTiming,
  FailedCell,
  FinishedCell,
  WireError,
} from '../../contract'
import type { SessionPlace } from '../plan/groupCells'

export type StudyEvent =
  | { readonly kind: 'computing'; readonly on: ComputingPlace }
  /** Every byte of a model's files is read, to know it again. */
  | { readonly kind: 'modelHashing'; readonly path: string; readonly bytes: number }
  | { readonly kind: 'planned'; readonly cells: number; readonly recovered: number }
  | { readonly kind: 'modelLoading'; readonly model: number; readonly path: string }
  | { readonly kind: 'modelLoaded'; readonly model: number }
  | { readonly kind: 'sessionOpened'; readonly place: SessionPlace; readonly extension: AppliedExtension }
  | { readonly kind: 'cellStarted'; readonly cell: CellKey }
  /** Tokens of the evaluation in work. */
  | { readonly kind: 'cellAdvanced'; readonly evaluatedTokens: number; readonly totalTokens: number }
  | { readonly kind: 'cellFinished'; readonly cell: FinishedCell; readonly timing: CellTiming }
  | { readonly kind: 'cellFailed'; readonly cell: FailedCell; readonly timing: CellTiming }
  /** The engine process ended or hung; it is started again for the next cell. */
  | { readonly kind: 'engineLost'; readonly error: WireError }
  | ({ readonly kind: 'progress' } & StudyProgress)
  | ({ readonly kind: 'done'; readonly status: StudyStatus } & StudyCounts)

/** Where a run computes. */
export interface ComputingPlace {
  readonly backend: BackendName
  readonly devices: readonly string[]
  readonly threads: number
}

export type StudyStatus = 'done' | 'cancelled'

export interface StudyCounts {
  readonly planned: number
  readonly done: number
  readonly failed: number
}

export interface StudyProgress extends StudyCounts {
  /** Of all cells of the plan, and of those that are over or in work. */
  readonly plannedTokens: number
  readonly evaluatedTokens: number
  /** From what cells have cost so far; null before there is anything to go by. */
  readonly remainingMs: number | null
}
