import { describe, expect, it } from 'vitest'
import { createWordTokenizer } from '../../__tests__/wordTokenizer'
import { findInsertion } from '../findInsertion'
import { createFullStopTest } from '../fullStops'

/** Full stops at 3 and 7 of ten tokens. */
const stop = 9
const haystack = [1, 2, 3, stop, 4, 5, 6, stop, 7, 8]
const find = (depth: number, tokens: readonly number[] = haystack) =>
  findInsertion(tokens, depth, async (token) => token === stop)

describe('findInsertion', () => {
  it('walks back to just behind a full stop', async () => {
    const depths = [0, 30, 39, 40, 41, 79, 80, 99]
    expect(await Promise.all(depths.map((depth) => find(depth)))).toEqual([0, 0, 0, 4, 4, 4, 8, 8])
  })

  it('appends at depth 100, full stop or not', async () => {
    expect(await find(100)).toBe(10)
    expect(await find(100, [])).toBe(0)
  })

  it('puts the needle first where there is no full stop before the depth', async () => {
    expect(await find(99, [1, 2, 3])).toBe(0)
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
