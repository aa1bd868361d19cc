import { describe, expect, it } from 'vitest'
import { computeEditDistance } from '../editDistance'

describe('computeEditDistance', () => {
  it('counts insertions, deletions, changes and exchanges of neighbours', () => {
    const cases: readonly [string, string, number][] = [
      ['', '', 0],
      ['', 'abc', 3],
      ['kitten', 'sitting', 3],
      ['ab', 'ba', 1],
      ['ca', 'abc', 3],
      ['abcdef', 'abcdef', 0],
    ]
    for (const [from, to, distance] of cases) {
      expect([from, to, computeEditDistance(from, to)]).toEqual([from, to, distance])
      expect([to, from, computeEditDistance(to, from)]).toEqual([to, from, distance])
    }
  })
})
