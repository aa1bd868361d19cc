import { describe, expect, it, vi } from 'vitest'
import { WorkQueue } from '../WorkQueue'

interface Settle {
  resolve: (value: string) => void
  reject: (error: Error) => void
}

/** Work that ends when the test says so. */
function createWork() {
  const settle: Settle = { resolve: () => undefined, reject: () => undefined }
  const run = vi.fn(
    () => new Promise<string>((resolve, reject) => Object.assign(settle, { resolve, reject })),
  )
  return { run, cancel: vi.fn(() => settle.reject(new Error('ended early'))), settle }
}

describe('WorkQueue', () => {
  it('runs one piece at a time, in order', async () => {
    const queue = new WorkQueue()
    const [first, second] = [createWork(), createWork()]
    const results = [queue.add(first), queue.add(second)]
    await vi.waitFor(() => expect(first.run).toHaveBeenCalled())
    expect(second.run).not.toHaveBeenCalled()
    expect(queue.isBusy).toBe(true)
    first.settle.resolve('first')
    await vi.waitFor(() => expect(second.run).toHaveBeenCalled())
    second.settle.resolve('second')
    expect(await Promise.all(results)).toEqual(['first', 'second'])
    expect(queue.isBusy).toBe(false)
  })

  it('goes on after a piece that fails', async () => {
    const queue = new WorkQueue()
    const failing = queue.add({ run: () => Promise.reject(new Error('no')), cancel: () => undefined })
    const next = queue.add({ run: () => Promise.resolve('yes'), cancel: () => undefined })
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('yes')
  })

  it('ends running work by its own cancel, and never starts cancelled work', async () => {
    const queue = new WorkQueue()
    const [running, waiting] = [createWork(), createWork()]
    const [stopRunning, stopWaiting] = [new AbortController(), new AbortController()]
    const first = queue.add(running, stopRunning.signal)
    const second = queue.add(waiting, stopWaiting.signal)
    await vi.waitFor(() => expect(running.run).toHaveBeenCalled())
    stopWaiting.abort()
    stopRunning.abort()
    await expect(first).rejects.toThrow('ended early')
    await expect(second).rejects.toMatchObject({ code: 'run.cancelled' })
    expect(waiting.run).not.toHaveBeenCalled()
    expect(running.cancel).toHaveBeenCalledTimes(1)
  })
})
