import { describe, expect, it } from 'vitest'
import { findCopiedTokens, rankAttendedKeys, type TopKeyRows } from '../attendedKeys'

/** Two heads, the queries at positions 3 and 4 of a prompt of four tokens and its answer, two keys each. */
const rows: TopKeyRows = {
  heads: 2,
  queryPositions: [3, 4],
  count: 2,
  keys: [1, 0, 2, 0, 1, 3, 0, -1],
  weights: [0.6, 0.2, 0.5, 0.1, 0.4, 0.4, 0.9, 0],
}

describe('attended keys', () => {
  it('are ranked by their mean weight over heads and queries, missing keys left out', () => {
    const ranked = rankAttendedKeys(rows)
    expect(ranked.map(({ position }) => position)).toEqual([0, 1, 2, 3])
    const expected = [1.2 / 4, 1.0 / 4, 0.5 / 4, 0.4 / 4]
    ranked.forEach(({ weight }, i) => expect(weight).toBeCloseTo(expected[i], 12))
  })

  it('have no more weight together than a row has', () => {
    const total = rankAttendedKeys(rows).reduce((sum, { weight }) => sum + weight, 0)
    expect(total).toBeLessThanOrEqual(1)
  })
})

describe('copied tokens', () => {
  it('stand at the largest key of a head, and the key of most heads counts', () => {
    const sequence = [7, 5, 9, 8, 5, 9]
    expect(findCopiedTokens(rows, sequence, 4)).toEqual([
      { position: 1, token: 0, heads: 2 },
      { position: 2, token: 1, heads: 1 },
    ])
  })

  it('are none where the largest keys hold other tokens, however close', () => {
    expect(findCopiedTokens(rows, [7, 6, 9, 8, 5, 1], 4)).toEqual([])
  })

  it('leave out the query of the stop token, which generated nothing', () => {
    expect(findCopiedTokens(rows, [7, 5, 9, 8, 5], 4)).toEqual([{ position: 1, token: 0, heads: 2 }])
  })
})
