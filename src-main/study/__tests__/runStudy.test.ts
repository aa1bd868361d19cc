import { describe, expect, it } from 'vitest'
import { manifestSchema, RopewalkError } from '../../contract'
import type { AnswerOutcome, Cell } from '../../contract'
import { FakeEngineHost } from './fakeEngine'
import type { EngineScript } from './fakeEngine'
import { MemoryJournal } from './memoryJournal'
import { makeSpec, run } from './sampleStudy'

const idsOf = (cells: readonly Cell[]): string[] => cells.map(({ id }) => id)
const failedOf = (cells: readonly Cell[]): string[] =>
  cells.flatMap((cell) => (cell.status === 'failed' ? [`${cell.id} ${cell.error.code}`] : []))
const answersOf = (cells: readonly Cell[]): (AnswerOutcome & { id: string })[] =>
  cells.flatMap((cell) =>
    cell.status === 'done' && cell.outcome.kind === 'answer' ? [{ ...cell.outcome, id: cell.id }] : [],
  )

/** Fails the nth call that begins so. */
function failOnce(prefix: string, nth: number, error: RopewalkError): EngineScript {
  let seen = 0
  return {
    disturb: (call) => {
      if (call.startsWith(prefix) && seen++ === nth) throw error
    },
  }
}
const crash = new RopewalkError('engine.crashed', 'The engine process ended: SIGKILL.', { signal: 'SIGKILL' })

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

  it('keeps what was found: answer, entropies, masses, tensors', async () => {
    const { journal } = await run(new FakeEngineHost())
    const [passed] = answersOf(journal.cells).filter(({ id }) => id.startsWith('m0/yarn:scale=auto/n256'))
    const [failed] = answersOf(journal.cells).filter(({ id }) => id.startsWith('m0/none/n256'))
    expect(passed).toMatchObject({
      passed: true,
      score: 1,
      answerText: ` ${passed.expected}`,
      promptTokens: 246,
      needleMass: 0.25,
      // The fake scores every token of the answer with 2 nats: a space and five digits.
      expectedLogProbability: -12,
      expectedTokens: 6,
    })
    expect(failed).toMatchObject({ passed: false, score: 0, answerText: ' 0', expected: passed.expected })
    expect(passed.uncertainty.perTokenEntropyNats).toEqual([1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
    const names = journal.tensors.get(passed.id)?.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['meanEntropyNats', 'spanMass', 'topKeys', 'queryEntropyNats']),
    )
    const [first] = journal.cells
    expect(first).toMatchObject({
      resolvedExtension: 'none',
      attentionFactor: 1,
      outcome: { kind: 'perplexity', scoredTokens: 127, sumNllNats: 254, meanNllNats: 2 },
      observation: { queries: 3, meanEntropyNats: 2.5, distanceMass: [0.5, 0.25, 0.25] },
    })
    expect(journal.timings[0]).toEqual({
      id: 'm0/none/n128/t0/w0',
      startedAt: '1970-01-01T00:00:00.020Z',
      durationMs: 10,
      evaluatedTokens: 128,
      reusedTokens: 0,
    })
  })

  it('keeps the pooled map of the first window only', async () => {
    const { journal } = await run(new FakeEngineHost())
    const hasMap = [...journal.tensors].map(([id, tensors]) => [
      id,
      tensors.some(({ name }) => name === 'pooledMapMax'),
    ])
    expect(hasMap.filter(([, has]) => has).map(([id]) => id)).toEqual([
      'm0/none/n128/t0/w0',
      'm0/yarn:scale=auto/n128/t0/w0',
      'm0/none/n256/t0/w0',
      'm0/yarn:scale=auto/n256/t0/w0',
    ])
  })

  it('observes the first of several sliding windows', async () => {
    const host = new FakeEngineHost()
    const sliding = {
      kind: 'perplexity',
      text: 'book.txt',
      protocol: 'sliding-window',
      windows: 1,
      strideTokens: 100,
    }
    const { journal } = await run(host, {
      spec: makeSpec({ tasks: [sliding], contexts: [256], extensions: ['none'] }),
    })
    expect(host.evaluations.length).toBeGreaterThan(2)
    expect(host.evaluations.map(({ observation }) => observation !== undefined)).toEqual(
      host.evaluations.map((_, index) => index === 0),
    )
    expect(failedOf(journal.cells)).toEqual([])
  })

  it('writes a manifest that the format accepts', async () => {
    const { journal } = await run(new FakeEngineHost())
    const manifest = manifestSchema.parse({ ...journal.manifest, parts: {} })
    expect(manifest).toMatchObject({
      appVersion: '0.1.0',
      createdAt: '1970-01-01T00:00:00.010Z',
      models: [{ label: 'a', path: 'a.gguf', sha256: 'a'.repeat(64), nativeEquivalent: 'none' }],
      corpora: [{ path: 'book.txt', sha256: 'b'.repeat(64), bytes: 4 }],
      engine: { llamaRelease: 'b1', backend: 'cpu', threads: 2 },
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
    expect(events.map(({ kind }) => kind).slice(1, 7)).toEqual([
      'cellStarted',
      'modelLoading',
      'modelLoaded',
      'sessionOpened',
      'cellFinished',
      'progress',
    ])
    const progress = events.filter((event) => event.kind === 'progress')
    expect(progress.map(({ done }) => done)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
    const remaining = progress.map(({ remainingMs }) => remainingMs ?? NaN)
    expect(remaining.at(-1)).toBe(0)
    expect(remaining.every((ms) => ms >= 0)).toBe(true)
    expect(remaining[0]).toBeGreaterThan(remaining[20])
    expect(events.at(-1)).toEqual({ kind: 'done', status: 'done', planned: 24, done: 24, failed: 0 })
  })
})

describe('resume', () => {
  it('runs exactly the cells that are not done, from any point', async () => {
    const { study, journal: whole } = await run(new FakeEngineHost())
    for (const kept of [0, 1, 5, 6, 13, 23, 24]) {
      const { journal, result } = await run(new FakeEngineHost(), { recovered: whole.cells.slice(0, kept) })
      expect(idsOf(journal.cells)).toEqual(study.cells.slice(kept).map(({ id }) => id))
      expect(journal.cells).toEqual(whole.cells.slice(kept))
      expect(result).toEqual({ status: 'done', planned: 24, done: 24, failed: 0 })
      expect(journal.manifest?.appliedExtensions).toEqual(whole.manifest?.appliedExtensions)
    }
  })

  it('tries failed cells again', async () => {
    const { journal: first } = await run(new FakeEngineHost(failOnce('generate', 2, crash)))
    expect(failedOf(first.cells)).toHaveLength(1)
    const { journal, result } = await run(new FakeEngineHost(), { recovered: first.cells })
    expect(idsOf(journal.cells)).toEqual(failedOf(first.cells).map((line) => line.split(' ')[0]))
    expect(result).toMatchObject({ done: 24, failed: 0 })
  })
})

describe('cancel', () => {
  it('stops at once, keeps the cells that are over and nothing of the one in work', async () => {
    const controller = new AbortController()
    const host = new FakeEngineHost({
      wait: () => (controller.signal.aborted ? new Promise(() => {}) : Promise.resolve()),
    })
    let finished = 0
    const { journal, result } = await run(host, {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.kind === 'cellFinished' && ++finished === 3) controller.abort()
      },
    })
    expect(result).toEqual({ status: 'cancelled', planned: 24, done: 3, failed: 0 })
    expect(journal.cells).toHaveLength(3)
    expect(journal.manifest).toBeNull()
    expect(journal.closed).toBe(true)
  })

  it('keeps no cell as failed because the engine ended with the cancelled run', async () => {
    const controller = new AbortController()
    const host = new FakeEngineHost({
      disturb: (call) => {
        if (!call.startsWith('generate')) return
        controller.abort()
        throw crash
      },
    })
    const { journal, result } = await run(host, { signal: controller.signal })
    expect(result).toEqual({ status: 'cancelled', planned: 24, done: 2, failed: 0 })
    expect(failedOf(journal.cells)).toEqual([])
  })

  it('gives up a call that does not answer', async () => {
    const controller = new AbortController()
    const host = new FakeEngineHost({
      wait: () => {
        queueMicrotask(() => controller.abort())
        return new Promise(() => {})
      },
    })
    const { journal, result } = await run(host, { signal: controller.signal })
    expect(result).toMatchObject({ status: 'cancelled', done: 0 })
    expect(journal.cells).toEqual([])
  })
})

describe('failures', () => {
  it('fails the cell in which the engine died, starts it again and goes on', async () => {
    const host = new FakeEngineHost(failOnce('evaluate', 1, crash))
    const { journal, events, result } = await run(host)
    expect(failedOf(journal.cells)).toEqual(['m0/none/n128/t0/w1 engine.crashed'])
    expect(result).toEqual({ status: 'done', planned: 24, done: 23, failed: 1 })
    expect(host.starts).toBe(2)
    expect(host.calls.filter((call) => call.startsWith('load'))).toHaveLength(2)
    expect(events.filter(({ kind }) => kind === 'engineLost')).toHaveLength(1)
    const failed = journal.cells.find(({ status }) => status === 'failed')
    expect(failed).toMatchObject({ resolvedExtension: 'none', error: { details: { signal: 'SIGKILL' } } })
    expect(journal.timings.map(({ id }) => id)).toEqual(idsOf(journal.cells))
  })

  it('does the same when it hung, also in the last cell', async () => {
    const hung = new RopewalkError('engine.hung', 'The engine did not answer.')
    const host = new FakeEngineHost({
      disturb: (call) => {
        if (call === 'generate yarn:scale=auto n256') throw hung
      },
    })
    const { result, journal } = await run(host)
    expect(result).toEqual({ status: 'done', planned: 24, done: 20, failed: 4 })
    expect(failedOf(journal.cells).every((line) => line.endsWith('engine.hung'))).toBe(true)
    expect(host.starts).toBe(4)
  })

  it('does not open a session again that brought the engine down', async () => {
    const host = new FakeEngineHost({
      disturb: (call) => {
        if (call === 'session yarn:scale=auto n128') throw crash
      },
    })
    const { result } = await run(host)
    expect(host.calls.filter((call) => call === 'session yarn:scale=auto n128')).toHaveLength(1)
    expect(result).toEqual({ status: 'done', planned: 24, done: 18, failed: 6 })
  })

  it('fails the cells of an extension that the model refuses, and no other', async () => {
    const refusal = new RopewalkError('extension.notApplicable', 'Multi-section RoPE.')
    const host = new FakeEngineHost({
      disturb: (call) => {
        if (call.startsWith('session yarn')) throw refusal
      },
    })
    const { journal } = await run(host)
    const failed = journal.cells.filter(({ status }) => status === 'failed')
    expect(failed.map(({ extension }) => extension)).toEqual(
      Array.from({ length: 12 }, () => 'yarn:scale=auto'),
    )
    expect(failed[0]).toMatchObject({ resolvedExtension: 'yarn:scale=auto', attentionFactor: null })
    expect(host.starts).toBe(1)
  })

  it('fails the windows that a text is too short for, with the number of tokens needed', async () => {
    const tasks = [
      { kind: 'perplexity', text: 'short.txt', windows: 1 },
      { kind: 'passkey', depths: [50], repeats: 1 },
    ]
    const { journal } = await run(new FakeEngineHost(), {
      spec: makeSpec({ tasks, contexts: [128], extensions: ['none'] }),
    })
    expect(failedOf(journal.cells)).toEqual(['m0/none/n128/t0/w0 text.tooShort'])
    expect(journal.cells[1].status).toBe('done')
  })

  it('fails lengths that memory does not hold, unless told to run all the same', async () => {
    const memory = { freeBytes: 300 }
    const { journal } = await run(new FakeEngineHost({ memory }))
    const failed = journal.cells.filter((cell) => cell.status === 'failed')
    // 100 bytes of weights are loaded by then: 128 tokens fit into 300 bytes, 256 do as well.
    expect(failed).toEqual([])
    const tight = await run(new FakeEngineHost({ memory: { freeBytes: 240 } }))
    expect(
      new Set(tight.journal.cells.flatMap((cell) => (cell.status === 'failed' ? [cell.contextTokens] : []))),
    ).toEqual(new Set([256]))
    const [first] = tight.journal.cells.flatMap((cell) => (cell.status === 'failed' ? [cell.error] : []))
    expect(first.message).toBe(
      'Not enough memory for 256 tokens: 1 MiB needed. Expected at most the 1 MiB that are free. A shorter context helps.',
    )
    const daring = await run(new FakeEngineHost({ memory: { freeBytes: 0 } }), {
      spec: makeSpec({ engine: { ignoreMemoryEstimate: true } }),
    })
    expect(daring.result.failed).toBe(0)
  })

  it('fails cells whose probabilities are not numbers', async () => {
    const { journal, result } = await run(new FakeEngineHost({ nllNats: Infinity }))
    expect(result).toMatchObject({ done: 0, failed: 24 })
    const [window, prompt] = [journal.cells[0], journal.cells[2]]
    expect(window).toMatchObject({ error: { code: 'engine.failed', details: { position: 1 } } })
    expect(prompt).toMatchObject({
      error: { message: expect.stringContaining('No probability for the expected answer: NLL is Infinity.') },
    })
  })

  it('stops where no engine can be started, and keeps the journal', async () => {
    const unavailable = new RopewalkError('engine.unavailable', 'No addon.')
    const journal = new MemoryJournal()
    // The third evaluation is the teacher-forced answer of the third cell.
    const host = new FakeEngineHost(failOnce('evaluate', 2, unavailable))
    await expect(run(host, { journal })).rejects.toBe(unavailable)
    expect(journal).toMatchObject({ closed: true, manifest: null })
    expect(journal.cells).toHaveLength(2)
  })

  it('stops where the journal cannot keep a cell', async () => {
    const full = new RopewalkError('disk.full', 'No space left.')
    const journal = new MemoryJournal()
    journal.append = () => Promise.reject(full)
    await expect(run(new FakeEngineHost(), { journal })).rejects.toBe(full)
    expect(journal.closed).toBe(true)
  })

  it.each([
    [{ extensions: ['yaarn:scale=4'] }, 'extension.invalid'],
    [{ tasks: [{ kind: 'perplexity', text: 'missing.txt' }] }, 'text.missing'],
    [{ tasks: [{ kind: 'perplexity', text: 'plain.jsonl' }] }, 'task.invalid'],
    [{ extensions: ['custom:file=missing.json'] }, 'text.missing'],
  ])('stops before anything runs: %j', async (fields, code) => {
    const host = new FakeEngineHost()
    await expect(run(host, { spec: makeSpec(fields) })).rejects.toMatchObject({ code })
    expect(host.calls).toEqual([])
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

  it('stops before anything runs where a model is missing', async () => {
    const missing = new RopewalkError('model.missing', 'Model not found.')
    const host = new FakeEngineHost(failOnce('inspect', 0, missing))
    await expect(run(host)).rejects.toBe(missing)
    expect(host.calls).toEqual(['inspect /specs/a.gguf'])
  })
})
