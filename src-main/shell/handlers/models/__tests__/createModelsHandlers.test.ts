import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Settings } from '../../../../contract'
import { createModelsHandlers } from '../createModelsHandlers'

const resources = resolve(import.meta.dirname, '../../../../../resources')
const sample = join(resources, 'models/ropewalk-sample-yarn.gguf')
const call = { signal: new AbortController().signal }
const settings: Settings = {
  theme: 'system',
  language: 'system',
  backend: 'auto',
  threads: 0,
  memoryLimitBytes: 0,
  dataFolder: '',
}

let folder: string
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'ropewalk-models-'))))
afterEach(() => rm(folder, { recursive: true }))

function createHandlers(changes: Partial<Settings> = {}, userData = folder) {
  const recent: string[] = []
  const handlers = createModelsHandlers({
    dialogs: {
      chooseFiles: async () => [],
      chooseTarget: async () => null,
      chooseFolder: async () => null,
    },
    folders: { resources, userData },
    readSettings: () => ({ ...settings, ...changes }),
    addRecent: (path) => recent.push(path),
  })
  return { ...handlers, recent }
}

describe('models in the window', () => {
  it('lists the bundled models with what a person should know about them', async () => {
    const models = await createHandlers().listModels({}, call)
    expect(models.length).toBeGreaterThanOrEqual(5)
    expect(models.every(({ bundled, error }) => bundled && error === null)).toBe(true)
    const yarn = models.find(({ path }) => path === sample)
    expect(yarn?.description?.rotary.trainedContextTokens).toBe(256)
    expect(yarn?.lints.map(({ code }) => code)).toEqual(['already-extended'])
  })

  it('says what is wrong with a file that is no model, and does not remember it', async () => {
    const wrong = join(folder, 'holiday.gguf')
    await writeFile(wrong, 'not a model at all, but long enough')
    const handlers = createHandlers()
    const [entry] = await handlers.addModels({ paths: [wrong] }, call)
    expect(entry.error?.code).toBe('gguf.badMagic')
    expect((await handlers.listModels({}, call)).some(({ path }) => path === wrong)).toBe(false)
    expect(handlers.recent).toEqual([])
  })

  it('remembers an added model over restarts, also when its file is gone by then', async () => {
    const copy = join(folder, 'copy.gguf')
    await copyFile(sample, copy)
    await createHandlers().addModels({ paths: [copy] }, call)
    const [first] = await createHandlers().listModels({}, call)
    expect(first).toMatchObject({ path: copy, bundled: false, error: null })
    await rm(copy)
    const [vanished] = await createHandlers().listModels({}, call)
    expect(vanished).toMatchObject({ path: copy, description: null, error: { code: 'model.missing' } })
    await createHandlers().forgetModel({ path: copy }, call)
    expect((await createHandlers().listModels({}, call)).every(({ bundled }) => bundled)).toBe(true)
  })

  it('sets the trained context right, and takes it back', async () => {
    const set = await createHandlers().setTrainedContext({ path: sample, trainedContextTokens: 512 }, call)
    expect(set.description).toMatchObject({
      rotary: { trainedContextTokens: 512 },
      trainedContextSource: 'override',
    })
    const reset = await createHandlers().setTrainedContext({ path: sample, trainedContextTokens: null }, call)
    expect(reset.description?.trainedContextSource).toBe('original-context-key')
  })

  it('counts flash attention, observation and the limit into the estimate', async () => {
    const estimate = (observed: boolean, flashAttention: boolean) =>
      createHandlers({ memoryLimitBytes: 1000 }).estimateMemory(
        { path: sample, contextTokens: 4096, observed, flashAttention },
        call,
      )
    const plain = await estimate(false, true)
    expect(plain).toMatchObject({ observerBytes: 0, freeBytes: 1000 })
    expect((await estimate(true, true)).totalBytes).toBeGreaterThan(plain.totalBytes)
    expect((await estimate(false, false)).computeBytes).toBeGreaterThan(plain.computeBytes)
  })

  it('starts with the bundled models where its own list is damaged', async () => {
    await writeFile(join(folder, 'models.json'), '{"version":')
    const models = await createHandlers().listModels({}, call)
    expect(models.length).toBeGreaterThanOrEqual(5)
  })
})
