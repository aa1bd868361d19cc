/** The engine's calls about model files and loaded models. */
import type { BackendName, EngineClient } from '../../contract'
import { toRopewalkError } from '../../native'
import type { NativeModel } from '../../native'
import { checkTokens } from '../checks/checkTokens'
import type { EngineEventHub } from '../EngineEventHub'
import { readModel } from '../gguf/readModel'
import { estimateMemory } from '../memory/estimateMemory'
import type { LoadedModels } from '../model/LoadedModels'
import { defaultMicroBatchTokens } from '../session/fillSettings'
import type { OpenSessions } from '../session/OpenSessions'

export interface ModelCallParts {
  readonly backend: BackendName
  readonly models: LoadedModels
  readonly sessions: OpenSessions
  readonly hub: EngineEventHub
  /** Memory a run may still take on the device that holds the model, in bytes. */
  readonly readFreeBytes: () => number
}

export type ModelCalls = Pick<
  EngineClient,
  'inspectModel' | 'estimateMemory' | 'loadModel' | 'unloadModel' | 'tokenize' | 'detokenize' | 'tokenTexts'
>

export function buildModelCalls(parts: ModelCallParts): ModelCalls {
  const { backend, models, sessions, hub } = parts
  return {
    inspectModel: async ({ path, ...options }) => Promise.resolve(readModel(path, options)),
    estimateMemory: buildEstimate(parts),
    loadModel: ({ gpuLayers, ...request }, options) =>
      models.load(
        { ...request, gpuLayers: gpuLayers ?? (backend === 'cpu' ? 0 : allLayers) },
        (fraction) => hub.emit('loadProgress', { path: request.path, fraction }),
        options?.signal,
      ),
    unloadModel: async ({ modelId }) => {
      await sessions.closeAllOf(models.get(modelId))
      await models.unload(modelId)
    },
    tokenize: async ({ modelId, text, addSpecial }) =>
      ask(models.get(modelId).native, (native) => native.tokenize(text, addSpecial)),
    detokenize: async ({ modelId, tokens }) =>
      askAbout(models.get(modelId).native, tokens, (native) => native.detokenize(tokens)),
    tokenTexts: async ({ modelId, tokens }) =>
      askAbout(models.get(modelId).native, tokens, (native) => native.tokenTexts(tokens)),
  }
}

/** llama.cpp takes as many layers as there are. */
const allLayers = 9_999

function buildEstimate({ readFreeBytes }: ModelCallParts): EngineClient['estimateMemory'] {
  return async ({ path, contextTokens, observed, ...chosen }) => {
    const settings = {
      microBatchTokens: defaultMicroBatchTokens,
      cacheType: 'f16',
      flashAttention: true,
      contextTokens,
      ...chosen,
    } as const
    return Promise.resolve(
      estimateMemory(readModel(path), { settings, observed, freeBytes: readFreeBytes() }),
    )
  }
}

async function ask<T>(native: NativeModel, question: (native: NativeModel) => T): Promise<T> {
  try {
    return await Promise.resolve(question(native))
  } catch (error) {
    throw toRopewalkError(error)
  }
}

async function askAbout<T>(
  native: NativeModel,
  tokens: Int32Array,
  question: (native: NativeModel) => T,
): Promise<T> {
  checkTokens(tokens, native.vocabularySize)
  return ask(native, question)
}
