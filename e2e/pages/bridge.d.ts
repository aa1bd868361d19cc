import type { WindowBridge } from '../../src-main/contract'

declare global {
  interface Window {
    readonly ropewalk: WindowBridge
  }
}
