/** Handlers of runs and results over the real engine process, as the shell wires them, without a window. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import type { RunState, Settings, SpecDraft, WorkbenchEvents } from '../../../contract'
import { createChildProcessEngineHost } from '../../../engine'
import { reportJobs } from '../../report'
import { createResultsHandlers, ExperimentShelf } from '../results'
import { createRunsHandlers } from '../runs'

const root = join(import.meta.dirname, '..', '..', '..', '..')
export const resources = join(root, 'resources')
const model = join(resources, 'models', 'ropewalk-sample-base.gguf')
const text = join(resources, 'corpora', 'moby-dick-heldout.txt')

/** Long enough for a slow machine that does something else too. */
export const patience = { timeout: 240_000, interval: 20 }

type Told = { [E in keyof WorkbenchEvents]: { event: E; payload: WorkbenchEvents[E] } }[keyof WorkbenchEvents]

export interface WorkbenchOptions {
  /** Of an earlier workbench, as after a restart. */
  readonly folder?: string
  readonly settings?: Partial<Settings>
  readonly chosenTarget?: string
}

export async function startWorkbench({ folder: given, settings, chosenTarget }: WorkbenchOptions = {}) {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'ropewalk-window-')))
  const processIds: number[] = []
  const engine = createChildProcessEngineHost({
    entry: join(root, 'dist', 'main', 'engine.js'),
    backend: 'cpu',
    onStarted: (processId) => processIds.push(processId),
  })
  const told: Told[] = []
  const signal = new AbortController().signal
  const ports = {
    engine,
    emit: <E extends keyof WorkbenchEvents>(event: E, payload: WorkbenchEvents[E]) =>
      void told.push({ event, payload } as Told),
    clock: { now: () => Date.now() },
    folders: { resources, userData: join(folder, 'kept') },
    readSettings: (): Settings => ({
      theme: 'system',
      language: 'en',
      backend: 'cpu',
      threads: 0,
      memoryLimitBytes: 0,
      dataFolder: join(folder, 'results'),
      ...settings,
    }),
    dialogs: {
      chooseFiles: () => Promise.resolve([]),
      chooseTarget: () => Promise.resolve(chosenTarget ?? null),
      chooseFolder: () => Promise.resolve(null),
    },
    addRecent: () => undefined,
    reportJobs,
    servePage: (html: string) => html,
    printPdf: () => Promise.reject(new Error('No browser engine here.')),
    appVersion: '0.1.0',
  }
  const shelf = new ExperimentShelf(ports.emit)
  const runsHandlers = createRunsHandlers(ports, shelf)
  const runs = runsHandlers.handlers
  const close = () => runsHandlers.close()
  const results = createResultsHandlers(ports, shelf)
  onTestFinished(async () => {
    await close()
    await engine.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function readState(): Promise<RunState> {
    const snapshot = await runs.readRun({}, { signal })
    if (snapshot === null) throw new Error('No run.')
    return snapshot.state
  }

  return {
    folder,
    call: { signal },
    runs,
    results,
    told,
    close,
    killEngine: () => process.kill(processIds.at(-1) ?? 0, 'SIGKILL'),
    readState,
    awaitStatus: (status: RunState['status']) =>
      vi.waitFor(async () => {
        const state = await readState()
        if (state.status !== status) throw new Error(`${state.status}: ${state.error?.message ?? ''}`)
        return state
      }, patience),
    awaitEnded: (cells: number) =>
      vi.waitFor(async () => {
        const { done, failed, status, error } = await readState()
        if (done + failed < cells)
          throw new Error(`${status}: ${done} done, ${failed} failed ${error?.message ?? ''}`)
      }, patience),
  }
}

/** Eight short cells, or what `changes` makes of them. */
export function makeDraft(changes: SpecDraft = {}): SpecDraft {
  return {
    format: 'ropewalk-experiment',
    version: 1,
    title: 'Small: a test',
    models: [{ path: model, label: 'base' }],
    extensions: ['none', 'yarn:scale=auto'],
    contexts: [256, 512],
    tasks: [
      { kind: 'perplexity', text, windows: 1 },
      { kind: 'passkey', depths: [50], repeats: 1 },
    ],
    ...changes,
  }
}

/** So many cells that a test always comes before the end. */
export const longDraft = makeDraft({ tasks: [{ kind: 'passkey', depths: [0, 50, 100], repeats: 400 }] })
