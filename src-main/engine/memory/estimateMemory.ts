/** What a run needs against what is free now. */
import type { MemoryEstimate, ModelDescription } from '../../contract'
import { computeComputeBytes, computeKeyValueBytes, computeObserverBytes } from './memoryFormulas'
import type { MemorySettings } from './memoryFormulas'

export interface MemoryRequest {
  readonly settings: MemorySettings
  readonly observed: boolean
  /** Memory that the run may still take, in bytes. */
  readonly freeBytes: number
}

export function estimateMemory(model: ModelDescription, request: MemoryRequest): MemoryEstimate {
  const parts = {
    weightBytes: model.weightBytes,
    keyValueBytes: computeKeyValueBytes(model, request.settings),
    computeBytes: computeComputeBytes(model, request.settings),
    observerBytes: request.observed ? computeObserverBytes(model, request.settings) : 0,
  }
  const totalBytes = Object.values(parts).reduce((total, bytes) => total + bytes, 0)
  return { ...parts, totalBytes, freeBytes: request.freeBytes, advice: advise(parts, request.settings) }
}

type Parts = Omit<MemoryEstimate, 'totalBytes' | 'freeBytes' | 'advice'>

function advise(parts: Parts, settings: MemorySettings): string {
  const largest = Math.max(...Object.values(parts))
  if (parts.weightBytes === largest) return 'A model with stronger quantisation lowers the weights most.'
  if (parts.keyValueBytes === largest)
    return settings.cacheType === 'q8_0' || settings.cacheType === 'q4_0'
      ? 'A shorter context lowers the key-value cache most.'
      : 'A shorter context, or cache type q8_0, lowers the key-value cache most.'
  if (parts.computeBytes === largest)
    return settings.flashAttention
      ? 'Fewer tokens per micro-batch lower the working memory most.'
      : 'Flash attention, or fewer tokens per micro-batch, lowers the working memory most.'
  return 'Fewer tiles of the pooled map lower the observer most.'
}
