/** A small study of the bundled model, run by the real engine into a file, and the attention handlers on it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Settings, WorkbenchEvents } from '../../../../contract'
import { createChildProcessEngineHost } from '../../../../engine'
import type { EngineHost } from '../../../../engine'
import { openExperiment, openJournal } from '../../../../store'
import type { StoredExperiment } from '../../../../store'
import { createStudyFiles, parseExperimentSpec, prepareStudy, runStudy } from '../../../../study'
import { createAttentionHandlers } from '..'

const root = resolve(import.meta.dirname, '../../../../..')
const resources = join(root, 'resources')
const entry = join(root, 'dist/main/engine.js')
export const samplePath = join(resources, 'models/ropewalk-sample-base.gguf')

export interface SmallStudy {
  readonly experiment: StoredExperiment
  readonly attentionEngine: EngineHost
  readonly progress: WorkbenchEvents['paneProgress'][]
  readonly handlers: ReturnType<typeof createAttentionHandlers>
  close(): Promise<void>
}

export async function runSmallStudy(): Promise<SmallStudy> {
  const folder = await mkdtemp(join(tmpdir(), 'ropewalk-attention-'))
  const path = join(folder, 'small.ropewalk')
  await writeExperiment(path)
  const experiment = await openExperiment(path)
  const attentionEngine = createChildProcessEngineHost({ entry, backend: 'cpu' })
  const progress: WorkbenchEvents['paneProgress'][] = []
  const handlers = createAttentionHandlers({
    attentionEngine,
    folders: { resources, userData: folder },
    readSettings: () => ({ ...settings, dataFolder: folder }),
    emit: (event, payload) => {
      if (event === 'paneProgress') progress.push(payload)
    },
    experiments: { find: () => experiment },
  })
  const close = async () => {
    await attentionEngine.stop()
    await experiment.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { experiment, attentionEngine, progress, handlers, close }
}

const settings: Settings = {
  theme: 'light',
  language: 'en',
  backend: 'cpu',
  threads: 0,
  memoryLimitBytes: 0,
  dataFolder: '',
}

const spec = {
  format: 'ropewalk-experiment',
  version: 1,
  title: 'Small',
  models: [{ path: '../models/ropewalk-sample-base.gguf' }],
  extensions: ['yarn:scale=auto'],
  contexts: [512],
  tasks: [
    { kind: 'perplexity', text: '../corpora/moby-dick-heldout.txt', windows: 1 },
    { kind: 'passkey', depths: [50], repeats: 1 },
  ],
}

async function writeExperiment(path: string): Promise<void> {
  const host = createChildProcessEngineHost({ entry, backend: 'cpu' })
  try {
    const files = createStudyFiles(join(resources, 'experiments'), resources)
    const parsed = parseExperimentSpec(JSON.stringify(spec), 'small')
    const study = await prepareStudy(parsed, files, await host.start())
    const journal = await openJournal(path, {
      spec: parsed,
      plannedCellIds: study.cells.map(({ id }) => id),
      mode: 'new',
    })
    await runStudy({ study, host, journal, appVersion: '0.0.0' })
  } finally {
    await host.stop()
  }
}
