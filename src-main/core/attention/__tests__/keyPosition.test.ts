import { describe, expect, it } from 'vitest'
import { computeUniformKeyPositionMass } from '../keyPosition'

describe('computeUniformKeyPositionMass', () => {
  it('is flat for one query that sees everything', () => {
    expect(Array.from(computeUniformKeyPositionMass({ first: 7, end: 8 }, [0, 4, 8]))).toEqual([0.5, 0.5])
  })

  it('favours early keys over all queries: (4 + 4/5 + 4/6 + 4/7 + 4/8) / 8 in the first half of eight', () => {
    const [early, late] = computeUniformKeyPositionMass({ first: 0, end: 8 }, [0, 4, 8])
    expect(early).toBeCloseTo(0.8172619, 7)
    expect(early + late).toBeCloseTo(1, 12)
  })

  it('refuses edges that do not reach the last query', () => {
    expect(() => computeUniformKeyPositionMass({ first: 0, end: 9 }, [0, 4, 8])).toThrow(/queries 0 to 9/)
  })
})
