/**
 * How a call crosses from the window to the main process: three channels for every method and event there is.
 * The preload is nothing but a `WindowBridge`; names of methods and inputs are checked where they arrive.
 */
import type { WireError } from '../errors'
import type { WorkbenchApi, WorkbenchEvents } from './workbench'

export const channels = { call: 'ropewalk:call', cancel: 'ropewalk:cancel', event: 'ropewalk:event' } as const

/** `models.listModels` and the like: the method's place in `WorkbenchApi`. */
export type MethodName = {
  [A in keyof WorkbenchApi]: `${A}.${keyof WorkbenchApi[A] & string}`
}[keyof WorkbenchApi]

export interface CallMessage {
  /** Chosen by the caller, used once. */
  readonly id: number
  readonly method: string
  readonly input: unknown
}

/** Electron never carries an `Error` for us. */
export type CallAnswer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError }

export type EventMessage = {
  [E in keyof WorkbenchEvents]: { readonly event: E; readonly payload: WorkbenchEvents[E] }
}[keyof WorkbenchEvents]

/** What the preload puts on the page's `window` under the name `ropewalk`. */
export interface WindowBridge {
  call(message: CallMessage): Promise<CallAnswer>
  cancel(id: number): void
  /** Returns the function that stops listening. */
  onEvent(listener: (message: EventMessage) => void): () => void
  /** Where a dropped or chosen file lies; empty for one that is not on disk. `file` is a `File` of the page. */
  pathForFile(file: unknown): string
}
