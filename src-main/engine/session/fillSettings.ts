/** A session's settings with every default filled in. */
import { RopewalkError } from '../../contract'
import type { OpenedSession, SessionSettings } from '../../contract'

export type CompleteSettings = OpenedSession['settings']

/** @throws RopewalkError `input.invalid` for a quantised cache without flash attention, which llama.cpp cannot run. */
export function fillSettings(requested: SessionSettings, defaultThreads: number): CompleteSettings {
  const settings = {
    modelId: requested.modelId,
    contextTokens: requested.contextTokens,
    extension: requested.extension,
    applyToSlidingWindowLayers: requested.applyToSlidingWindowLayers ?? false,
    flashAttention: requested.flashAttention ?? true,
    cacheType: requested.cacheType ?? 'f16',
    threads: requested.threads ?? defaultThreads,
    microBatchTokens: Math.min(
      requested.microBatchTokens ?? defaultMicroBatchTokens,
      requested.contextTokens,
    ),
  }
  const quantised = settings.cacheType === 'q8_0' || settings.cacheType === 'q4_0'
  if (quantised && !settings.flashAttention)
    throw new RopewalkError(
      'input.invalid',
      `Cache type needs flash attention: ${settings.cacheType}. Expected f16 or f32 without it. ` +
        'Turn flash attention on, or choose f16.',
      { cacheType: settings.cacheType },
    )
  return settings
}

/** llama.cpp's own default (`include/llama.h`, `n_ubatch`). */
export const defaultMicroBatchTokens = 512
