import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeFirstTokenMass,
  computeLocalMass,
  computeSinkMass,
  computeSpanDensity,
  computeSpanMass,
  computeTopKeys,
  isSpanAmongTopKeys,
} from '..'
import { distributions, uniform } from './arbitraries'

const row = [0.4, 0.05, 0.05, 0.1, 0.1, 0.3]

describe('masses', () => {
  it('adds up the first, the last and a span of keys', () => {
    expect(computeFirstTokenMass(row)).toBe(0.4)
    expect(computeSinkMass(row)).toBeCloseTo(0.6, 12)
    expect(computeSinkMass(row, 2)).toBeCloseTo(0.45, 12)
    expect(computeLocalMass(row, 2)).toBeCloseTo(0.4, 12)
    expect(computeLocalMass(row)).toBeCloseTo(1, 12)
    expect(computeSpanMass(row, { first: 3, end: 5 })).toBeCloseTo(0.2, 12)
  })

  it('takes 4 sink keys and 64 local keys of a long row', () => {
    expect(computeSinkMass(uniform(256))).toBeCloseTo(4 / 256, 12)
    expect(computeLocalMass(uniform(256))).toBeCloseTo(64 / 256, 12)
  })

  it('splits 1 between a span and what lies around it', () => {
    fc.assert(
      fc.property(distributions(1), fc.nat(23), ([weights], cut) => {
        const border = 1 + (cut % weights.length)
        const before = computeSpanMass(weights, { first: 0, end: border })
        const after = computeSpanMass(weights, { first: border, end: weights.length + 1 })
        expect(before + after).toBeCloseTo(1, 9)
      }),
    )
  })

  it('has density 1 for uniform attention, counting visible keys of the span only', () => {
    expect(computeSpanDensity(uniform(50), { first: 10, end: 17 })).toBeCloseTo(1, 12)
    expect(computeSpanDensity(uniform(12), { first: 10, end: 17 })).toBeCloseTo(1, 12)
    expect(computeSpanDensity(row, { first: 5, end: 6 })).toBeCloseTo(1.8, 12)
    expect(computeSpanDensity(row, { first: 6, end: 9 })).toBeNull()
  })

  it('refuses an empty span', () => {
    expect(() => computeSpanMass(row, { first: 3, end: 3 })).toThrow('Not a span of keys: 3 .. 2.')
  })
})

describe('top keys', () => {
  it('lists the largest keys, the earlier of equals first', () => {
    expect(computeTopKeys(row, 4)).toEqual([0, 5, 3, 4])
    expect(computeTopKeys([1], 4)).toEqual([0])
  })

  it('tells whether a span holds one of them', () => {
    expect(isSpanAmongTopKeys(row, { first: 3, end: 5 }, 2)).toBe(false)
    expect(isSpanAmongTopKeys(row, { first: 3, end: 5 }, 3)).toBe(true)
  })
})
