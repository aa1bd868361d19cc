/** Models in the window. Reading a file's header needs no engine: the list is there before the engine has started. */
import { resolve } from 'node:path'
import {
  engineSettingsSchema,
  type MemoryEstimate,
  type ModelEntryState,
  type ModelsApi,
} from '../../../contract'
import { estimateMemory, readModel } from '../../../engine'
import type { ApiHandlers, HandlerPorts } from '../ports'
import { describeEntry } from './describeEntry'
import { readMemoryState } from './freeMemory'
import { createModelList, type ListedModel } from './modelList'

const modelFiles = { name: 'GGUF', extensions: ['gguf'] }

export function createModelsHandlers({
  dialogs,
  folders,
  readSettings,
  addRecent,
}: Pick<HandlerPorts, 'dialogs' | 'folders' | 'readSettings' | 'addRecent'>): ApiHandlers<ModelsApi> {
  const list = createModelList(folders)

  /** Only what can be read is remembered; the answer has an entry for every path, with its error where it has one. */
  async function add(paths: readonly string[]): Promise<ModelEntryState[]> {
    const entries = paths.map((path) =>
      describeEntry({ path: resolve(path), bundled: false, trainedContextTokens: null }),
    )
    const readable = entries.filter(({ error }) => error === null).map(({ path }) => path)
    await list.add(readable)
    readable.forEach(addRecent)
    return entries
  }

  function estimate(input: Parameters<ModelsApi['estimateMemory']>[0]): MemoryEstimate {
    const { path, contextTokens, observed, flashAttention } = input
    const { cacheType, microBatchTokens } = engineSettingsSchema.parse({})
    return estimateMemory(readModel(path), {
      settings: { contextTokens, cacheType, microBatchTokens, flashAttention },
      observed,
      freeBytes: readMemoryState(readSettings()).freeBytes,
    })
  }

  return {
    listModels: async () => (await list.read()).map(describeEntry),
    chooseModels: async () => add(await dialogs.chooseFiles({ kinds: [modelFiles], multiple: true })),
    addModels: ({ paths }) => add(paths),
    forgetModel: ({ path }) => list.forget(path),
    setTrainedContext: async ({ path, trainedContextTokens }) => {
      await list.setTrainedContext(path, trainedContextTokens)
      const listed = (await list.read()).find((model) => model.path === path)
      const entry: ListedModel = listed ?? { path, bundled: false, trainedContextTokens }
      return describeEntry(entry)
    },
    estimateMemory: (input) => Promise.resolve(input).then(estimate),
    readMemory: () => Promise.resolve(readMemoryState(readSettings())),
  }
}
