import { describe, expect, it } from 'vitest'
import { TurnQueue, type Urgency } from '../TurnQueue'

/** Turns that wait until the first is let go, in the order they were taken. */
async function takeTurns(turns: readonly [name: string, urgency: Urgency, signal?: AbortSignal][]) {
  const queue = new TurnQueue()
  const taken: string[] = []
  let letGo = (): void => {}
  const first = queue.add('detail', () => new Promise<void>((resolve) => (letGo = resolve)))
  const results = turns.map(([name, urgency, signal]) =>
    queue.add(urgency, async () => void taken.push(name), signal).catch(() => void taken.push(`no ${name}`)),
  )
  letGo()
  await Promise.all([first, ...results])
  return taken
}

describe('TurnQueue', () => {
  it('takes details first, and a whole text after one of them', async () => {
    expect(
      await takeTurns([
        ['d1', 'detail'],
        ['w1', 'whole-text'],
        ['d2', 'detail'],
        ['d3', 'detail'],
        ['w2', 'whole-text'],
      ]),
    ).toEqual(['w1', 'd1', 'w2', 'd2', 'd3'])
  })

  it('leaves out what was cancelled before its turn', async () => {
    expect(
      await takeTurns([
        ['d1', 'detail', AbortSignal.abort()],
        ['d2', 'detail'],
      ]),
    ).toEqual(expect.arrayContaining(['no d1', 'd2']))
  })

  it('goes on after work that failed', async () => {
    const queue = new TurnQueue()
    const failed = queue.add('detail', () => Promise.reject(new Error('broken')))
    const next = queue.add('detail', () => Promise.resolve('done'))
    await expect(failed).rejects.toThrow('broken')
    expect(await next).toBe('done')
  })
})
