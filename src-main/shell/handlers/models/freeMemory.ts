import type { MemoryState, Settings } from '../../../contract'
import { readHostMemory } from '../../../engine'

/** Memory a run may still take: what is free to this process, inside the limit that the person has set. */
export function readMemoryState({ memoryLimitBytes }: Pick<Settings, 'memoryLimitBytes'>): MemoryState {
  const limit = memoryLimitBytes > 0 ? memoryLimitBytes : Infinity
  const { freeBytes, totalBytes } = readHostMemory()
  return { freeBytes: Math.min(freeBytes, limit), totalBytes: Math.min(totalBytes, limit) }
}
