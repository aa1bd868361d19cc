import { describe, expect, it } from 'vitest'
import { RopewalkError } from '../../contract'
import { failedOf, idsOf } from './cellLists'
import { crash, failOnce } from './failOnce'
import { FakeEngineHost } from './fakeEngine'
import { MemoryJournal } from './memoryJournal'
import { makeSpec, run } from './sampleStudy'

describe('failures that end a cell', () => {
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
})

describe('failures that end the run', () => {
  it('stops where no engine can be started, and keeps the journal', async () => {
    const unavailable = new RopewalkError('engine.unavailable', 'No addon.')
    const journal = new MemoryJournal()
    // The first answer is the third cell.
    const host = new FakeEngineHost(failOnce('generate', 0, unavailable))
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
})
