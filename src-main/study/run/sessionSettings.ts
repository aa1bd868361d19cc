/** The session that a group of cells asks for. */
import type { SessionSettings } from '../../contract'
import type { CellGroup } from '../plan/groupCells'
import type { PreparedStudy } from '../plan/prepareStudy'

export function toSessionSettings(
  { spec, models, extensionFiles }: PreparedStudy,
  modelId: number,
  group: CellGroup,
): SessionSettings {
  const { trainedContextTokens } = models[group.model].entry
  const { threads } = spec.engine
  const extensionFile = extensionFiles.get(group.extension)
  return {
    modelId,
    contextTokens: group.contextTokens,
    extension: group.extension,
    applyToSlidingWindowLayers: spec.engine.applyToSlidingWindowLayers,
    flashAttention: spec.engine.flashAttention,
    cacheType: spec.engine.cacheType,
    microBatchTokens: spec.engine.microBatchTokens,
    ...(threads === undefined ? {} : { threads }),
    ...(trainedContextTokens === undefined ? {} : { trainedContextTokens }),
    ...(extensionFile === undefined ? {} : { extensionFile }),
  }
}
