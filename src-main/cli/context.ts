/** What a command has of the world around it; tests hand in their own. */
import type { BackendChoice } from '../contract'
import type { EngineHost } from '../engine'

export interface CliContext {
  /** Results. */
  readonly writeOut: (text: string) => void
  /** Progress and errors. */
  readonly writeError: (text: string) => void
  /** Whether progress may redraw its line. */
  readonly isTerminal: boolean
  /** Columns of the terminal. */
  readonly columns: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal
  /** Folder of the bundled models, corpora and experiments. */
  readonly resources: string
  /** Folder of what the program keeps for itself, which it shares with the window. */
  readonly userData: string
  readonly createEngineHost: (backend: BackendChoice) => EngineHost
}
