/** The session that cells of one model, context and extension ask for. */
import type { SessionSettings } from '../../contract'
import type { SessionPlace } from '../plan/groupCells'
import type { PreparedStudy } from '../plan/prepareStudy'

/** A session's settings before its model is loaded. */
export type SessionOfModel = Omit<SessionSettings, 'modelId'>

export function toSessionSettings(
  study: Pick<PreparedStudy, 'spec' | 'extensionFiles' | 'models'>,
  modelId: number,
  place: SessionPlace,
): SessionSettings {
  return { modelId, ...describeSession(study, place), threads: study.models[place.model].threads }
}

export function describeSession(
  { spec, extensionFiles }: Pick<PreparedStudy, 'spec' | 'extensionFiles'>,
  { model, contextTokens, extension }: SessionPlace,
): SessionOfModel {
  const { trainedContextTokens } = spec.models[model]
  const { threads } = spec.engine
  const extensionFile = extensionFiles.get(extension)
  return {
    contextTokens,
    extension,
    applyToSlidingWindowLayers: spec.engine.applyToSlidingWindowLayers,
    flashAttention: spec.engine.flashAttention,
    cacheType: spec.engine.cacheType,
    microBatchTokens: spec.engine.microBatchTokens,
    ...(threads === undefined ? {} : { threads }),
    ...(trainedContextTokens === undefined ? {} : { trainedContextTokens }),
    ...(extensionFile === undefined ? {} : { extensionFile }),
  }
}
