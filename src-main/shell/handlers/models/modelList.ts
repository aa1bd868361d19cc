/** Which models the window lists: the bundled ones, and those a person added, with what they set right about them. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Folders } from '../ports'
import { createKeptJson } from '../../../store'

const keptSchema = z.object({
  version: z.literal(1),
  /** In the order they were added. */
  added: z.array(z.string()),
  /** L by path, where the file's own is wrong. */
  trainedContexts: z.record(z.string(), z.number()),
})
type Kept = z.infer<typeof keptSchema>

export interface ListedModel {
  readonly path: string
  readonly bundled: boolean
  readonly trainedContextTokens: number | null
}

export interface ModelList {
  read(): Promise<ListedModel[]>
  add(paths: readonly string[]): Promise<void>
  forget(path: string): Promise<void>
  setTrainedContext(path: string, trainedContextTokens: number | null): Promise<void>
}

export function createModelList(folders: Folders): ModelList {
  const kept = createKeptJson(join(folders.userData, 'models.json'), keptSchema)
  const readKept = async (): Promise<Kept> =>
    (await kept.read()) ?? { version: 1, added: [], trainedContexts: {} }
  const bundledFolder = join(folders.resources, 'models')

  const listBundled = async () => {
    const names = await readdir(bundledFolder).catch(() => [])
    return names
      .filter((name) => name.endsWith('.gguf'))
      .sort()
      .map((name) => join(bundledFolder, name))
  }

  return {
    read: async () => {
      const { added, trainedContexts } = await readKept()
      const toListed = (path: string, bundled: boolean): ListedModel => ({
        path,
        bundled,
        trainedContextTokens: trainedContexts[path] ?? null,
      })
      return [
        ...added.map((path) => toListed(path, false)),
        ...(await listBundled()).map((path) => toListed(path, true)),
      ]
    },
    add: async (paths) => {
      const before = await readKept()
      const bundled = await listBundled()
      const added = [...new Set([...before.added, ...paths])].filter((path) => !bundled.includes(path))
      await kept.write({ ...before, added })
    },
    forget: async (path) => {
      const { added, trainedContexts } = await readKept()
      const others = Object.entries(trainedContexts).filter(([name]) => name !== path)
      await kept.write({
        version: 1,
        added: added.filter((name) => name !== path),
        trainedContexts: Object.fromEntries(others),
      })
    },
    setTrainedContext: async (path, trainedContextTokens) => {
      const before = await readKept()
      const others = Object.entries(before.trainedContexts).filter(([name]) => name !== path)
      const set = trainedContextTokens === null ? [] : [[path, trainedContextTokens] as const]
      await kept.write({ ...before, trainedContexts: Object.fromEntries([...others, ...set]) })
    },
  }
}
