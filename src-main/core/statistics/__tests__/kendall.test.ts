import { describe, expect, it } from 'vitest'
import { computeKendallDistance } from '..'

/** Table 1 of arXiv 2406.13282 at 8192 tokens: NTK ~ YaRN < PI < RoPE. */
const table = [['ntk', 'yarn'], ['linear'], ['none']]

describe('Kendall distance', () => {
  it('is 0 for the expected order, whichever of a tier comes first', () => {
    const values = { ntk: 1.68, yarn: 1.72, linear: 2.29, none: 2.57 }
    expect(computeKendallDistance(table, new Map(Object.entries(values)))).toEqual({
      value: 0,
      reason: null,
      discordantPairs: 0,
      comparedPairs: 5,
    })
  })

  it('is 1 for the reverse, and counts single swaps and ties', () => {
    const reversed = new Map(Object.entries({ none: 1, linear: 2, yarn: 3, ntk: 3 }))
    expect(computeKendallDistance(table, reversed).value).toBe(1)
    const swapped = new Map(Object.entries({ ntk: 1, yarn: 1, none: 2, linear: 3 }))
    expect(computeKendallDistance(table, swapped).value).toBeCloseTo(1 / 5, 12)
    const tied = new Map(Object.entries({ ntk: 1, yarn: 1, none: 2, linear: 2 }))
    expect(computeKendallDistance(table, tied).discordantPairs).toBe(0.5)
  })

  it('leaves out labels that are not in both, and is undefined without a pair', () => {
    expect(
      computeKendallDistance(
        table,
        new Map([
          ['none', 1],
          ['linear', 2],
          ['dynamic', 0],
        ]),
      ),
    ).toMatchObject({
      value: 1,
      comparedPairs: 1,
    })
    expect(
      computeKendallDistance(
        table,
        new Map([
          ['yarn', 1],
          ['ntk', 2],
        ]),
      ),
    ).toMatchObject({
      value: null,
      reason: 'no pair to compare',
    })
  })
})
