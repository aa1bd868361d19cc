/** The only file that knows how the main process is reached: a client with the contract's calls and events. */
import type { WorkbenchClient } from '@contract'

declare global {
  interface Window {
    readonly ropewalk: WorkbenchClient
  }
}

export const client: WorkbenchClient = window.ropewalk
