/** Setting an experiment up in the window. */
import { join } from 'node:path'
import { z } from 'zod'
import type { KeptDraft, SetupApi } from '../../../contract'
import { estimateMemory, readModel } from '../../../engine'
import { createKeptJson, createMeasuredSpeed } from '../../../store'
import { createStudyFiles, planDraft } from '../../../study'
import { readMemoryState } from '../models'
import type { ApiHandlers, HandlerPorts } from '../ports'
import { openJson, readTemplates, writeDraft } from './draftFiles'
import { readFrequencyFile } from './frequencyFiles'

const specFiles = { name: 'JSON', extensions: ['json'] }
const textFiles = { name: 'Text', extensions: ['txt', 'jsonl', 'md'] }

const keptDraftSchema: z.ZodType<KeptDraft> = z.object({
  spec: z.record(z.string(), z.unknown()),
  path: z.string().nullable(),
  dirty: z.boolean(),
})

export function createSetupHandlers({
  dialogs,
  folders,
  readSettings,
  addRecent,
}: Pick<HandlerPorts, 'dialogs' | 'folders' | 'readSettings' | 'addRecent'>): ApiHandlers<SetupApi> {
  const kept = createKeptJson(join(folders.userData, 'draft.json'), keptDraftSchema)
  const speed = createMeasuredSpeed(folders.userData)
  const chooseFile = async (kind: { name: string; extensions: string[] }) =>
    (await dialogs.chooseFiles({ kinds: [kind], multiple: false })).at(0) ?? null

  return {
    listTemplates: () => readTemplates(folders.resources),
    planStudy: async ({ spec }) =>
      planDraft(spec, {
        files: createStudyFiles(folders.userData, folders.resources),
        readModel,
        estimateMemory,
        freeBytes: readMemoryState(readSettings()).freeBytes,
        msPerWork: await speed.read(),
      }),
    openSpec: async ({ path }) => {
      const chosen = path ?? (await chooseFile(specFiles))
      if (chosen === null) return null
      const opened = await openJson(chosen, folders.resources)
      if (opened.kind === 'spec') addRecent(chosen)
      return opened
    },
    saveSpec: async ({ spec, path }) => {
      const suggestedPath = `${toFileName(spec.title)}.json`
      const target = path ?? (await dialogs.chooseTarget({ kinds: [specFiles], suggestedPath }))
      if (target === null) return null
      await writeDraft(spec, target, folders.resources)
      addRecent(target)
      return { path: target, spec }
    },
    keepDraft: ({ spec, path, dirty }) => (spec === null ? kept.remove() : kept.write({ spec, path, dirty })),
    readDraft: () => kept.read(),
    chooseText: () => chooseFile(textFiles),
    chooseFrequencies: () => chooseFile(specFiles),
    readFrequencies: ({ path }) => readFrequencyFile(path),
  }
}

/** What every file system takes. */
function toFileName(title: unknown): string {
  const plain = typeof title === 'string' ? title.replaceAll(/[^\p{L}\p{N} _-]+/gu, ' ').trim() : ''
  return plain.replaceAll(/\s+/g, '-').slice(0, 60).toLowerCase() || 'experiment'
}
