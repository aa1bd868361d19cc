import { describe, expect, it } from 'vitest'
import { createWordTokenizer } from '../../__tests__/wordTokenizer'
import { findInsertion } from '../findInsertion'
import { createFullStopTest } from '../fullStops'

/** Full stops at 3 and 7 of ten tokens. */
const stop = 9
const haystack = [1, 2, 3, stop, 4, 5, 6, stop, 7, 8]
const find = (depth: number, tokens: readonly number[] = haystack) =>
  findInsertion(
    tokens,
    depth,
    async (token) => token === stop,
    async (part) => part.map((token) => (token === stop ? '.' : 'x')).join(''),
  )

describe('findInsertion', () => {
  it('walks back to just behind a full stop', async () => {
    const depths = [0, 30, 39, 40, 41, 79, 80, 99]
    expect(await Promise.all(depths.map((depth) => find(depth)))).toEqual([0, 0, 0, 4, 4, 4, 8, 8])
  })

  it('appends at depth 100, full stop or not', async () => {
    expect(await find(100)).toBe(10)
    expect(await find(100, [])).toBe(0)
  })

  it('keeps the depth to the token where there is no full stop near', async () => {
    expect(await find(99, [1, 2, 3])).toBe(2)
    const lone = [stop, ...Array.from({ length: 999 }, () => 1)]
    expect(await Promise.all([0, 5, 11, 22, 33, 89].map((depth) => find(depth, lone)))).toEqual([
      0, 1, 110, 220, 330, 890,
    ])
  })

  it('goes back no further than 5 points, or 64 tokens of a short haystack', async () => {
    const short = [...Array.from({ length: 100 }, () => 1), stop, ...Array.from({ length: 299 }, () => 1)]
    expect(await find(41, short)).toBe(101)
    expect(await find(42, short)).toBe(168)
    const long = Array.from({ length: 4000 }, (_, i) => (i === 1999 ? stop : 1))
    expect(await find(54.99, long)).toBe(2000)
    expect(await find(55.1, long)).toBe(2204)
  })
})

describe('createFullStopTest', () => {
  const testOf = (text: string) =>
    createFullStopTest({ ...createWordTokenizer(), decode: async () => text })(1)

  it.each(['.', ' .', '\u2581.'])('takes %j for a full stop', async (text) => {
    expect(await testOf(text)).toBe(true)
  })

  it.each(['..', '.\n', ',', ' a.', '', '."'])('does not take %j for one', async (text) => {
    expect(await testOf(text)).toBe(false)
  })
})
