import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeEntropyOfMeanRowNats, computeMeanOfEntropiesNats, computeMeanRow } from '..'
import { distributions } from './arbitraries'

describe('aggregation of rows', () => {
  it('gives 0 (A) and ln 2 (B) for two different one-hot rows', () => {
    const rows = [
      [1, 0, 0],
      [0, 0, 1],
    ]
    expect(computeMeanOfEntropiesNats(rows)).toBe(0)
    expect(computeEntropyOfMeanRowNats(rows)).toBeCloseTo(Math.LN2, 12)
    expect(Array.from(computeMeanRow(rows))).toEqual([0.5, 0, 0.5])
  })

  it('has B >= A for all rows, and B = A for equal ones', () => {
    fc.assert(
      fc.property(distributions(5), (rows) => {
        const a = computeMeanOfEntropiesNats(rows)
        expect(computeEntropyOfMeanRowNats(rows)).toBeGreaterThanOrEqual(a - 1e-12)
        const equal = rows.map(() => rows[0])
        expect(computeEntropyOfMeanRowNats(equal)).toBeCloseTo(computeMeanOfEntropiesNats(equal), 9)
      }),
    )
  })

  it('refuses no rows and rows over different keys', () => {
    expect(() => computeMeanOfEntropiesNats([])).toThrow('Nothing to average: 0 rows.')
    expect(() => computeMeanRow([[1], [0.5, 0.5]])).toThrow('1 and 2 keys')
  })
})
