/** The models the window lists. */
import type { MemoryEstimate, ModelEntryState } from '@contract'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { client } from '../client'

export const useModels = defineStore('models', () => {
  const models = shallowRef<readonly ModelEntryState[]>([])
  const loaded = ref(false)
  const selectedPath = ref<string | null>(null)
  const selected = computed(() => models.value.find(({ path }) => path === selectedPath.value) ?? null)

  async function load(): Promise<void> {
    models.value = await client.models.listModels({})
    loaded.value = true
  }

  async function choose(): Promise<void> {
    await take(await client.models.chooseModels({}))
  }

  async function add(paths: readonly string[]): Promise<void> {
    await take(await client.models.addModels({ paths }))
  }

  /** What can be read is listed and the first of it selected; what cannot is shown until the next reading. */
  async function take(entries: readonly ModelEntryState[]): Promise<void> {
    if (entries.length === 0) return
    await load()
    const unreadable = entries.filter(({ error }) => error !== null)
    models.value = [...unreadable, ...models.value]
    selectedPath.value = (entries.find(({ error }) => error === null) ?? entries[0]).path
  }

  async function forget(path: string): Promise<void> {
    await client.models.forgetModel({ path })
    if (selectedPath.value === path) selectedPath.value = null
    await load()
  }

  async function setTrainedContext(path: string, trainedContextTokens: number | null): Promise<void> {
    const changed = await client.models.setTrainedContext({ path, trainedContextTokens })
    models.value = models.value.map((model) => (model.path === path ? changed : model))
  }

  function estimateMemory(path: string, contextTokens: number, observed: boolean): Promise<MemoryEstimate> {
    return client.models.estimateMemory({ path, contextTokens, observed, flashAttention: true })
  }

  function find(path: string): ModelEntryState | null {
    return models.value.find((model) => model.path === path) ?? null
  }

  return {
    models,
    loaded,
    selectedPath,
    selected,
    load,
    choose,
    add,
    forget,
    setTrainedContext,
    estimateMemory,
    find,
  }
})
