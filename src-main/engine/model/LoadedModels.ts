/** The models of one engine process, by id. */
import { RopewalkError } from '../../contract'
import type { CancelSignal, LoadedModel } from '../../contract'
import { toRopewalkError } from '../../native'
import type { NativeAddon, NativeModel } from '../../native'
import { readModelWithRotation } from '../gguf/readModel'
import type { ModelWithRotation } from '../gguf/readModel'
import { throwIfCancelled } from '../work/WorkQueue'

export interface ModelInMemory extends ModelWithRotation {
  readonly native: NativeModel
}

export interface LoadRequest {
  readonly path: string
  readonly gpuLayers: number
  readonly trainedContextTokens?: number
}

export class LoadedModels {
  readonly #addon: NativeAddon
  readonly #models = new Map<number, ModelInMemory>()
  #lastId = 0

  constructor(addon: NativeAddon) {
    this.#addon = addon
  }

  /** @throws RopewalkError what `readModel` throws, `model.loadFailed`, `model.unsupported`, `run.cancelled`. */
  async load(
    request: LoadRequest,
    onProgress: (fraction: number) => void,
    signal?: CancelSignal,
  ): Promise<LoadedModel> {
    const { path, gpuLayers, trainedContextTokens } = request
    const options = trainedContextTokens === undefined ? {} : { trainedContextTokens }
    const { description, rotation } = readModelWithRotation(path, options)
    throwIfCancelled(signal)
    const native = await this.#loadNative(path, gpuLayers, onProgress, signal)
    try {
      checkRotation(native, path)
    } catch (error) {
      await native.dispose()
      throw error
    }
    const modelId = ++this.#lastId
    this.#models.set(modelId, { native, description, rotation })
    return {
      modelId,
      description,
      bosToken: native.bosToken,
      eosToken: native.eosToken,
      endOfGenerationTokens: [...native.endOfGenerationTokens],
      addsBos: native.addsBos,
      vocabularySize: native.vocabularySize,
    }
  }

  /** @throws RopewalkError `input.invalid` for an id that is not loaded. */
  get(modelId: number): ModelInMemory {
    const model = this.#models.get(modelId)
    if (model) return model
    throw new RopewalkError(
      'input.invalid',
      `No such model: ${modelId}. Expected the id of a loaded model. Load the model again.`,
      { modelId },
    )
  }

  async unload(modelId: number): Promise<void> {
    const { native } = this.get(modelId)
    this.#models.delete(modelId)
    await native.dispose()
  }

  async unloadAll(): Promise<void> {
    for (const modelId of [...this.#models.keys()]) await this.unload(modelId)
  }

  async #loadNative(
    path: string,
    gpuLayers: number,
    onProgress: (fraction: number) => void,
    signal?: CancelSignal,
  ): Promise<NativeModel> {
    const loading = this.#addon.loadModel({ path, gpuLayers }, onProgress)
    const cancel = () => loading.cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await loading.model
    } catch (error) {
      throw nameFile(toRopewalkError(error), path)
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }
}

/** What llama.cpp has against a file, with the file and what can be done about it. */
function nameFile(error: unknown, path: string): unknown {
  if (!(error instanceof RopewalkError) || error.code !== 'model.loadFailed') return error
  return new RopewalkError(error.code, `${error.message} Copy, download or convert ${path} again.`, {
    ...error.details,
    path,
  })
}

/** llama.cpp's own word on what the file's metadata promised. */
function checkRotation({ rotation, hasRecurrentLayers }: NativeModel, path: string): void {
  const problem = hasRecurrentLayers
    ? 'some of its layers are recurrent'
    : rotation === 'none'
      ? 'it has no rotary position embedding'
      : rotation === 'other'
        ? 'its rotary embedding has several sections'
        : null
  if (problem === null) return
  throw new RopewalkError(
    'model.unsupported',
    `Model not supported: ${path}, ${problem}. Expected one rotary embedding in causal attention. Choose another model.`,
    { path },
  )
}
