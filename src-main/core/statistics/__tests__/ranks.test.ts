import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeMidRanks } from '..'

describe('mid-ranks', () => {
  it('shares the mean rank among ties', () => {
    expect(Array.from(computeMidRanks([1, 2, 2, 3, 5]))).toEqual([1, 2.5, 2.5, 4, 5])
    expect(Array.from(computeMidRanks([7, 7, 7]))).toEqual([2, 2, 2])
    expect(Array.from(computeMidRanks([]))).toEqual([])
  })

  it('is the number of smaller rows, plus half of the equal ones, plus a half', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 })), (values) => {
        const counted = values.map(
          (v) => values.filter((w) => w < v).length + values.filter((w) => w === v).length / 2 + 0.5,
        )
        expect(Array.from(computeMidRanks(values))).toEqual(counted)
      }),
    )
  })

  it('refuses what has no rank', () => {
    expect(() => computeMidRanks([1, NaN])).toThrow('Not a finite number: NaN in row 1.')
  })
})
