import { describe, expect, it } from 'vitest'
import { failedOf, idsOf } from './cellLists'
import { crash, failOnce } from './failOnce'
import { FakeEngineHost } from './fakeEngine'
import { run } from './sampleStudy'

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
