/** Running a study and watching it. One run at a time. */
import { z } from 'zod'
import type { WireError } from '../errors'
import type { Cell, CellKey, CellTiming } from '../experiment'
import { identifier, path, type InputSchemas } from './fields'
import type { SpecDraft } from './setup'

export type RunStatus =
  'preparing' | 'running' | 'pausing' | 'paused' | 'cancelling' | 'done' | 'cancelled' | 'failed'

export interface RunState {
  readonly runId: string
  /** The run among the open experiments: what it has brought so far, and its file once it is done. */
  readonly experimentId: string
  readonly title: string
  readonly targetPath: string
  readonly status: RunStatus
  readonly planned: number
  readonly done: number
  readonly failed: number
  /** From what cells have cost so far; null before there is anything to go by. */
  readonly remainingMs: number | null
  readonly startedAtMs: number
  readonly current: CellKey | null
  /** Of the plan, and of the cells that are over or in work; 0 before cells are planned. */
  readonly plannedTokens: number
  readonly evaluatedTokens: number
  /** Why the run as a whole ended; null unless `failed`. */
  readonly error: WireError | null
}

export type RunLogCode =
  | 'computing'
  | 'model-hashing'
  | 'planned'
  | 'recovered'
  | 'model-loading'
  | 'session-opened'
  | 'cell-failed'
  | 'engine-lost'
  | 'paused'
  | 'continued'
  | 'retrying'
  | 'cancelled'
  | 'finished'
  | 'failed'

export interface RunLogLine {
  readonly atMs: number
  readonly level: 'info' | 'warning' | 'error'
  readonly code: RunLogCode
  /** For the sentence, which the window words in its language. */
  readonly facts: Readonly<Record<string, string | number>>
}

/** What a run has brought so far; later cells come as `cellEnded` events. */
export interface RunSnapshot {
  readonly state: RunState
  readonly plannedCells: readonly CellKey[]
  readonly cells: readonly EndedCell[]
  readonly log: readonly RunLogLine[]
}

export interface EndedCell {
  readonly cell: Cell
  readonly timing: CellTiming | null
}

/** A journal that a crash or a cancel left behind. */
export interface UnfinishedRun {
  readonly targetPath: string
  readonly title: string
  readonly finishedCells: number
  readonly plannedCells: number
  readonly changedAtMs: number
}

export interface RunsApi {
  /** Paths in `spec` are absolute; the file keeps them relative to itself. `targetPath` null puts the file into the data folder, named by title and time. */
  startRun(input: { spec: SpecDraft; targetPath: string | null }): Promise<RunState>
  /** Takes up a journal where it stopped; failed cells are tried again. */
  resumeUnfinished(input: { targetPath: string }): Promise<RunState>
  /** Stops after the cell in work. */
  pauseRun(input: { runId: string }): Promise<void>
  continueRun(input: { runId: string }): Promise<void>
  /** Stops within a second; finished cells are kept. */
  cancelRun(input: { runId: string }): Promise<void>
  /** Runs one failed cell again: now, or as soon as the run in work is done. */
  retryCell(input: { runId: string; cellId: string }): Promise<void>
  readRun(input: Record<string, never>): Promise<RunSnapshot | null>
  listUnfinished(input: Record<string, never>): Promise<readonly UnfinishedRun[]>
  discardUnfinished(input: { targetPath: string }): Promise<void>
  chooseTarget(input: { suggestedName: string }): Promise<string | null>
}

export interface RunsEvents {
  /** At most ten times a second. */
  runChanged: RunState
  cellEnded: { readonly runId: string } & EndedCell
  runLogged: { readonly runId: string; readonly line: RunLogLine }
}

const ofRun = z.strictObject({ runId: identifier })

export const runsInputs: InputSchemas<RunsApi> = {
  startRun: z.strictObject({ spec: z.record(identifier, z.unknown()), targetPath: path.nullable() }),
  resumeUnfinished: z.strictObject({ targetPath: path }),
  pauseRun: ofRun,
  continueRun: ofRun,
  cancelRun: ofRun,
  retryCell: ofRun.extend({ cellId: identifier }),
  readRun: z.strictObject({}),
  listUnfinished: z.strictObject({}),
  discardUnfinished: z.strictObject({ targetPath: path }),
  chooseTarget: z.strictObject({ suggestedName: z.string().min(1).max(200) }),
}
