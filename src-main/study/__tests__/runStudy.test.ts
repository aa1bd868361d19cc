import { describe, expect, it } from 'vitest'
import { manifestSchema } from '../../contract'
import type { Cell } from '../../contract'
import { answersOf, failedOf, idsOf } from './cellLists'
import { FakeEngineHost } from './fakeEngine'
import { makeSpec, run } from './sampleStudy'

describe('runStudy', () => {
  it('runs every cell of the plan once and in order', async () => {
    const host = new FakeEngineHost()
    const { study, journal, result } = await run(host)
    expect(idsOf(journal.cells)).toEqual(idsOf(study.cells as Cell[]))
    expect(failedOf(journal.cells)).toEqual([])
    expect(result).toEqual({ status: 'done', planned: 24, done: 24, failed: 0 })
  })

  it('holds one model and one session at a time', async () => {
    const host = new FakeEngineHost()
    const tasks = [{ kind: 'perplexity', text: 'book.txt', windows: 1 }]
    await run(host, {
      spec: makeSpec({ tasks, models: [{ path: 'a.gguf' }, { path: 'b.gguf' }], contexts: [128] }),
    })
    expect(host.calls.filter((call) => !/inspect|estimate/.test(call))).toEqual([
      'load /specs/a.gguf',
      'session none n128',
      'evaluate none n128',
      'close',
      'session yarn:scale=auto n128',
      'evaluate yarn:scale=auto n128',
      'close',
      'unload',
      'load /specs/b.gguf',
      'session none n128',
      'evaluate none n128',
      'close',
      'session yarn:scale=auto n128',
      'evaluate yarn:scale=auto n128',
      'close',
      'unload',
    ])
  })

  it('asks the same prompt of every extension, and the same key at every length and depth', async () => {
    const host = new FakeEngineHost()
    const { journal } = await run(host)
    const promptsOf = (extension: string): string[] =>
      host.prompts.filter(({ settings }) => settings.extension === extension).map(({ text }) => text)
    expect(promptsOf('none')).toHaveLength(8)
    expect(promptsOf('yarn:scale=auto')).toEqual(promptsOf('none'))
    const keysOfRepeat = (repeat: number): Set<string> =>
      new Set(
        answersOf(journal.cells).flatMap(({ id, expected }) => (id.endsWith(`r${repeat}`) ? [expected] : [])),
      )
    expect([keysOfRepeat(0).size, keysOfRepeat(1).size]).toEqual([1, 1])
    expect(keysOfRepeat(0)).not.toEqual(keysOfRepeat(1))
  })

  it('reads the texts in JSON lines for every task, not the lines', async () => {
    const promptsOf = async (name: string) => {
      const host = new FakeEngineHost()
      const tasks = [
        { kind: 'passkey', depths: [50], repeats: 1, text: name },
        { kind: 'ruler', subtasks: ['niah_single_2'], samples: 1, texts: [name], wording: 'small' },
      ]
      await run(host, { spec: makeSpec({ contexts: [256], tasks }) })
      return host.prompts.map(({ text }) => text)
    }
    const prompts = await promptsOf('book.jsonl')
    expect(prompts).toHaveLength(4)
    expect(prompts).toEqual(await promptsOf('book.txt'))
  })

  it('writes a manifest that the format accepts', async () => {
    const { journal } = await run(new FakeEngineHost())
    const manifest = manifestSchema.parse({ ...journal.manifest, parts: {} })
    expect(manifest).toMatchObject({
      appVersion: '0.1.0',
      createdAt: '1970-01-01T00:00:00.010Z',
      models: [{ label: 'a', path: 'a.gguf', sha256: 'a'.repeat(64), nativeEquivalent: 'none' }],
      corpora: [{ path: 'book.txt', sha256: 'b'.repeat(64), bytes: 4 }],
      // A small model computes with one thread, though the machine has two.
      engine: { llamaRelease: 'b1', backend: 'cpu', threads: 1 },
      cells: { planned: 24, done: 24, failed: 0 },
    })
    expect(
      manifest.appliedExtensions.map(({ contextTokens, resolvedExtension }) => [
        contextTokens,
        resolvedExtension,
      ]),
    ).toEqual([
      [128, 'none'],
      [128, 'yarn:scale=1'],
      [256, 'none'],
      [256, 'yarn:scale=2'],
    ])
  })

  it('tells how far it is and how long the rest will take', async () => {
    const { events } = await run(new FakeEngineHost())
    expect(events[0]).toEqual({ kind: 'planned', cells: 24, recovered: 0 })
    expect(events.map(({ kind }) => kind).slice(1, 8)).toEqual([
      'progress',
      'cellStarted',
      'modelLoading',
      'modelLoaded',
      'sessionOpened',
      'cellFinished',
      'progress',
    ])
    const progress = events.filter((event) => event.kind === 'progress')
    expect(progress.map(({ done }) => done)).toEqual(Array.from({ length: 25 }, (_, i) => i))
    const { plannedTokens } = progress[0]
    expect(plannedTokens).toBeGreaterThan(0)
    expect(progress.at(-1)).toMatchObject({ plannedTokens, evaluatedTokens: plannedTokens })
    expect(progress[0].remainingMs).toBeNull()
    const remaining = progress.slice(1).map(({ remainingMs }) => remainingMs ?? NaN)
    expect(remaining.at(-1)).toBe(0)
    expect(remaining.every((ms) => ms >= 0)).toBe(true)
    expect(remaining[0]).toBeGreaterThan(remaining[20])
    expect(events.at(-1)).toEqual({ kind: 'done', status: 'done', planned: 24, done: 24, failed: 0 })
  })
})
