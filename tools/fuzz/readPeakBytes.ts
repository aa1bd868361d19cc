import { readFileSync, writeFileSync } from 'node:fs'

/**
 * The most memory this process has held, in bytes. Linux hands the peak of the parent on to a child in `maxRSS`, so there
 * the process's own high-water mark is read.
 */
export function readPeakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024
  const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
  return Number(found?.[1]) * 1024
}

/** Begins a new peak: what was made before is collected and no longer counts. Elsewhere than on Linux the peak is of all. */
export function resetPeakBytes(): void {
  globalThis.gc?.()
  // proc(5): 5 sets the high-water mark of the resident memory to what it is now.
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5')
}
