/** The models the window lists. */
import type { MemoryEstimate, ModelEntryState } from '@contract'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { client } from '../client'

export const useModels = defineStore('models', () => {
  const listed = shallowRef<readonly ModelEntryState[]>([])
  /** Files that were opened and could not be read: shown with their cause until they are put away. */
  const refused = shallowRef<readonly ModelEntryState[]>([])
  const models = computed(() => [...refused.value, ...listed.value])
  const loaded = ref(false)
  const selectedPath = ref<string | null>(null)
  const selected = computed(() => models.value.find(({ path }) => path === selectedPath.value) ?? null)

  async function load(): Promise<void> {
    listed.value = await client.models.listModels({})
    loaded.value = true
  }

  async function choose(): Promise<void> {
    await take(await client.models.chooseModels({}))
  }

  async function add(paths: readonly string[]): Promise<void> {
    await take(await client.models.addModels({ paths }))
  }

  /** What can be read is listed and the first of it selected. */
  async function take(entries: readonly ModelEntryState[]): Promise<void> {
    if (entries.length === 0) return
    const taken = new Set(entries.map(({ path }) => path))
    refused.value = [
      ...entries.filter(({ error }) => error !== null),
      ...refused.value.filter(({ path }) => !taken.has(path)),
    ]
    await load()
    selectedPath.value = (entries.find(({ error }) => error === null) ?? entries[0]).path
  }

  async function forget(path: string): Promise<void> {
    refused.value = refused.value.filter((model) => model.path !== path)
    await client.models.forgetModel({ path })
    if (selectedPath.value === path) selectedPath.value = null
    await load()
  }

  async function setTrainedContext(path: string, trainedContextTokens: number | null): Promise<void> {
    const changed = await client.models.setTrainedContext({ path, trainedContextTokens })
    listed.value = listed.value.map((model) => (model.path === path ? changed : model))
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
