/** Refuses a length that memory will not hold, before the machine finds out. */
import { RopewalkError } from '../../contract'
import type { EngineClient, EngineSettings, MemoryEstimate } from '../../contract'

/** What of the engine's settings counts; the engine's own defaults stand for what is left out. */
type MemorySettings = Partial<Pick<EngineSettings, 'flashAttention' | 'cacheType' | 'microBatchTokens'>> &
  Pick<EngineSettings, 'ignoreMemoryEstimate'>

export interface MemoryQuestion {
  readonly path: string
  readonly contextTokens: number
  readonly settings: MemorySettings
  /** Weights that are loaded already are no longer part of what is needed. */
  readonly weights: 'loaded' | 'to-load'
  /** For who cannot change the settings that the estimate's own advice names. */
  readonly advise?: (estimate: MemoryEstimate) => string
}

/** @throws RopewalkError `memory.insufficient` with what to do about it */
export async function checkMemory(client: EngineClient, question: MemoryQuestion): Promise<void> {
  const { path, contextTokens, settings, weights, advise } = question
  const { ignoreMemoryEstimate, flashAttention, cacheType, microBatchTokens } = settings
  if (ignoreMemoryEstimate) return
  const estimate = await client.estimateMemory({
    path,
    contextTokens,
    observed: true,
    ...(flashAttention === undefined ? {} : { flashAttention }),
    ...(cacheType === undefined ? {} : { cacheType }),
    ...(microBatchTokens === undefined ? {} : { microBatchTokens }),
  })
  const neededBytes = estimate.totalBytes - (weights === 'loaded' ? estimate.weightBytes : 0)
  if (neededBytes <= estimate.freeBytes) return
  const advice = advise?.(estimate) ?? estimate.advice
  throw toInsufficient(contextTokens, neededBytes, { ...estimate, advice })
}

function toInsufficient(
  contextTokens: number,
  neededBytes: number,
  { freeBytes, advice }: Pick<MemoryEstimate, 'freeBytes' | 'advice'>,
): RopewalkError {
  return new RopewalkError(
    'memory.insufficient',
    `Not enough memory for ${contextTokens} tokens: ${toMebibytes(neededBytes)} MiB needed. ` +
      `Expected at most the ${toMebibytes(freeBytes)} MiB that are free. ${advice}`,
    { contextTokens, neededBytes, freeBytes },
  )
}

function toMebibytes(bytes: number): number {
  return Math.ceil(bytes / 1_048_576)
}
