import { describe, expect, it } from 'vitest'
import { crash } from './failOnce'
import { FakeEngineHost } from './fakeEngine'
import type { EngineScript } from './fakeEngine'
import { MemoryJournal } from './memoryJournal'
import { run } from './sampleStudy'

describe('retry', () => {
  it('tries the named failed cells and keeps the others as they are', async () => {
    const refuseTwice: EngineScript = {
      disturb: (call) => {
        if (call === 'generate yarn:scale=auto n256') throw crash
      },
    }
    const { journal: first } = await run(new FakeEngineHost(refuseTwice))
    const [retried, ...others] = first.cells.flatMap(({ id, status }) => (status === 'failed' ? [id] : []))
    expect(others).toHaveLength(3)
    const { journal, result } = await run(new FakeEngineHost(), {
      recovered: first.cells,
      retriedIds: new Set([retried]),
    })
    expect(journal.cells.map(({ id }) => id)).toEqual([retried])
    expect(result).toEqual({ status: 'done', planned: 24, done: 21, failed: 3 })
  })
})

describe('pause', () => {
  it('waits before a cell, with nothing in work', async () => {
    const host = new FakeEngineHost()
    const gates: { callsBefore: number; kept: number }[] = []
    const journal = new MemoryJournal()
    const { result } = await run(host, {
      journal,
      beforeCell: async () => {
        gates.push({ callsBefore: host.calls.length, kept: journal.cells.length })
        await Promise.resolve()
        expect(host.calls).toHaveLength(gates.at(-1)!.callsBefore)
      },
    })
    expect(gates.map(({ kept }) => kept)).toEqual(Array.from({ length: 24 }, (_, i) => i))
    expect(result).toEqual({ status: 'done', planned: 24, done: 24, failed: 0 })
  })

  it('is ended by a cancel', async () => {
    const controller = new AbortController()
    const { result } = await run(new FakeEngineHost(), {
      signal: controller.signal,
      beforeCell: () => {
        queueMicrotask(() => controller.abort())
        return new Promise(() => {})
      },
    })
    expect(result).toMatchObject({ status: 'cancelled', done: 0 })
  })
})
