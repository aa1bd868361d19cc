import { totalmem } from 'node:os'
import type { MemoryState, Settings } from '../../../contract'
import { readFreeMemoryBytes } from '../../../engine'

/** Memory a run may still take: what is free, inside the limit that the person has set. */
export function readMemoryState({ memoryLimitBytes }: Pick<Settings, 'memoryLimitBytes'>): MemoryState {
  const limit = memoryLimitBytes > 0 ? memoryLimitBytes : Infinity
  const container = process.constrainedMemory()
  const totalBytes = container > 0 ? Math.min(totalmem(), container) : totalmem()
  return { freeBytes: Math.min(readFreeMemoryBytes(), limit), totalBytes: Math.min(totalBytes, limit) }
}
