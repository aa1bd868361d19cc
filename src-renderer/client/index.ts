/** The only file that names `window.ropewalk`. */
import type { WindowBridge } from '@contract'
import { createClient } from './createClient'

declare global {
  interface Window {
    readonly ropewalk: WindowBridge
  }
}

export const client = createClient(window.ropewalk)

/** Where a dropped file lies; empty for one that is not on disk. */
export function pathForFile(file: File): string {
  return window.ropewalk.pathForFile(file)
}
