/**
 * What handlers have of the world: interfaces only. Handlers are plain Node code, tested without Electron; the shell hands
 * in the real parts, a test its own.
 */
import type { CancelSignal, Settings, WorkbenchApi, WorkbenchEvents } from '../../contract'
import type { EngineHost } from '../../engine'
import type { StoredExperiment } from '../../store'
import type { ReportJobs } from '../report'

/** What accompanies one call: its signal is aborted when the window cancels the call or goes away. */
export interface HandlerCall {
  readonly signal: CancelSignal
}

type Handler<F> = F extends (input: infer I) => Promise<infer O>
  ? (input: I, call: HandlerCall) => Promise<O>
  : never

/** One namespace of the workbench, answered. Inputs have passed the contract's schema when they arrive. */
export type ApiHandlers<A> = { readonly [M in keyof A]: Handler<A[M]> }

export type WorkbenchHandlers = { readonly [A in keyof WorkbenchApi]: ApiHandlers<WorkbenchApi[A]> }

export interface FileKind {
  /** Shown in the dialog, e.g. `Experiment`. */
  readonly name: string
  /** Without the dot. */
  readonly extensions: readonly string[]
}

/** The system's dialogs. Nothing chosen is an empty list or null, never an error. */
export interface Dialogs {
  chooseFiles(question: {
    readonly kinds: readonly FileKind[]
    readonly multiple: boolean
  }): Promise<string[]>
  /** `suggestedPath` may be a bare file name; the system asks before an existing file is replaced. */
  chooseTarget(question: {
    readonly kinds: readonly FileKind[]
    readonly suggestedPath: string
  }): Promise<string | null>
  chooseFolder(question: { readonly startPath: string }): Promise<string | null>
}

export interface Folders {
  /** Bundled models, corpora and experiments; read only. */
  readonly resources: string
  /** What the window keeps for itself: drafts, lists, settings. */
  readonly userData: string
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

export type Emit = (
  ...message: {
    [E in keyof WorkbenchEvents]: [event: E, payload: WorkbenchEvents[E]]
  }[keyof WorkbenchEvents]
) => void

/** Everything a handler factory may be given; each takes only what it needs (`Pick<HandlerPorts, ...>`). */
export interface HandlerPorts {
  readonly dialogs: Dialogs
  readonly folders: Folders
  /** `start` gives the running engine, or a fresh one after a crash. Handlers never stop it. */
  readonly engine: EngineHost
  /** A process of its own for the attention view, so that it answers while a study runs; it holds no model while no pane is open. */
  readonly attentionEngine: EngineHost
  readonly emit: Emit
  readonly clock: Clock
  /** As they are now: backend, threads, memory limit and data folder (where results go by default). */
  readonly readSettings: () => Settings
  /** Puts a file at the top of the system's and the window's recent files. */
  readonly addRecent: (path: string) => void
  /**
   * The address of a self-contained page, for a sandboxed frame of the window or for printing. Its scripts reach neither the
   * bridge nor the network; the last few pages stay.
   */
  readonly servePage: (html: string) => string
  /** Statistics and figures of reports, away from the thread that the window waits for. */
  readonly reportJobs: ReportJobs
  /** A page as PDF, by the browser engine; nothing in it can reach the network. */
  readonly printPdf: (html: string) => Promise<Uint8Array>
  readonly appVersion: string
}

/** Experiments open in the window: kept by the results handlers, read by those of attention. */
export interface OpenExperiments {
  /** @throws RopewalkError `input.invalid` for an id that is not open. */
  find(experimentId: string): StoredExperiment
}
