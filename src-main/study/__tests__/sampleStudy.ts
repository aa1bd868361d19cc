/** A small study for tests: two extensions, two contexts, windows and prompts. */
import { experimentSpecSchema, RopewalkError } from '../../contract'
import type { CancelSignal, Cell, ExperimentSpec } from '../../contract'
import { prepareStudy } from '../plan/prepareStudy'
import type { StudyFiles } from '../ports'
import { runStudy } from '../run/runStudy'
import type { StudyEvent } from '../run/studyEvent'
import type { FakeEngineHost } from './fakeEngine'
import { MemoryJournal } from './memoryJournal'

export function makeSpec(fields: object = {}): ExperimentSpec {
  return experimentSpecSchema.parse({
    format: 'ropewalk-experiment',
    version: 1,
    title: 'Test',
    models: [{ path: 'a.gguf' }],
    extensions: ['none', 'yarn:scale=auto'],
    contexts: [128, 256],
    tasks: [
      { kind: 'perplexity', text: 'book.txt', windows: 2 },
      { kind: 'passkey', depths: [0, 100], repeats: 2 },
    ],
    ...fields,
  })
}

export const files: StudyFiles = {
  resolve: (path) => `/specs/${path}`,
  readText: async (path) => {
    if (path.startsWith('missing'))
      throw new RopewalkError('text.missing', `Text not found: ${path}. Expected a file. Correct the path.`)
    return {
      text: textOf(path),
      sha256: 'b'.repeat(64),
      bytes: 4,
    }
  },
  computeSha256: async () => 'a'.repeat(64),
}

function textOf(path: string): string {
  const book = 'All work and no play. '.repeat(200)
  switch (path) {
    case 'short.txt':
      return 'Too short.'
    case 'book.jsonl':
      return `${JSON.stringify({ text: book })}\n`
    default:
      return book
  }
}

export interface RunOptions {
  readonly spec?: ExperimentSpec
  readonly recovered?: readonly Cell[]
  readonly journal?: MemoryJournal
  readonly signal?: CancelSignal
  readonly onEvent?: (event: StudyEvent) => void
  readonly beforeCell?: () => Promise<void>
  readonly retriedIds?: ReadonlySet<string>
}

export async function run(host: FakeEngineHost, options: RunOptions = {}) {
  const study = await prepareStudy(options.spec ?? makeSpec(), files, await host.start())
  const journal = options.journal ?? new MemoryJournal(options.recovered)
  const events: StudyEvent[] = []
  let clock = 0
  const result = await runStudy({
    study,
    host,
    journal,
    appVersion: '0.1.0',
    signal: options.signal,
    ...(options.beforeCell && { beforeCell: options.beforeCell }),
    ...(options.retriedIds && { retriedIds: options.retriedIds }),
    onEvent: (event) => {
      events.push(event)
      options.onEvent?.(event)
    },
    now: () => (clock += 10),
  })
  return { study, journal, events, result }
}
