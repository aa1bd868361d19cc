import { describe, expect, it } from 'vitest'
import {
  averageHeads,
  averagePatterns,
  computeMeanHeadDivergenceNats,
  type HeadRows,
} from '../headDivergence'

const rows = (...heads: readonly number[][]): HeadRows => ({
  heads: heads.length,
  bins: heads[0].length,
  mass: heads.flat(),
})

describe('computeMeanHeadDivergenceNats', () => {
  it('is the mean over heads: ln 2 of disjoint rows and 0.2157616 of (1, 0) against uniform', () => {
    const own = rows([1, 0], [1, 0])
    const other = rows([0, 1], [0.5, 0.5])
    expect(computeMeanHeadDivergenceNats(own, other)).toBeCloseTo((Math.LN2 + 0.2157616) / 2, 7)
    expect(computeMeanHeadDivergenceNats(own, own)).toBe(0)
  })

  it('gives no mass to bins that a shorter text does not have', () => {
    expect(computeMeanHeadDivergenceNats(rows([1, 0]), rows([0, 0, 1]))).toBeCloseTo(Math.LN2, 12)
    expect(computeMeanHeadDivergenceNats(rows([0.25, 0.75]), rows([0.25, 0.75, 0]))).toBe(0)
  })

  it('refuses models of other shapes', () => {
    expect(() => computeMeanHeadDivergenceNats(rows([1, 0]), rows([1, 0], [0, 1]))).toThrow(
      /different heads: 1 and 2\. Expected one row per head/,
    )
  })
})

describe('averaging first', () => {
  it('lowers the divergence: two opposite windows average to the reference', () => {
    const windows = [rows([1, 0]), rows([0, 1])]
    const reference = rows([0.5, 0.5])
    for (const window of windows)
      expect(computeMeanHeadDivergenceNats(window, reference)).toBeCloseTo(0.2157616, 7)
    expect(computeMeanHeadDivergenceNats(averagePatterns(windows, [1, 1]), reference)).toBe(0)
  })

  it('counts windows by weight', () => {
    const mean = averagePatterns([rows([1, 0]), rows([0, 1])], [3, 1])
    expect(Array.from(mean.mass)).toEqual([0.75, 0.25])
  })

  it('averages heads to one row', () => {
    const grand = averageHeads(rows([1, 0, 0], [0, 0.5, 0.5]))
    expect(grand).toMatchObject({ heads: 1, bins: 3 })
    expect(Array.from(grand.mass)).toEqual([0.5, 0.25, 0.25])
  })

  it('refuses windows of different bins and no windows at all', () => {
    expect(() => averagePatterns([rows([1, 0]), rows([1])], [1, 1])).toThrow(/cannot be averaged: 2/)
    expect(() => averagePatterns([rows([1, 0])], [0])).toThrow(/of weight 0/)
  })
})
