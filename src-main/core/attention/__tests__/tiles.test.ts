import { describe, expect, it } from 'vitest'
import { decodeHalves, poolHeads } from '../tiles'

describe('poolHeads', () => {
  const of = { mean: [0.1, 0.2, NaN, 0.3, NaN, NaN], max: [0.5, 0.2, NaN, 0.4, NaN, NaN] }

  it('leaves one head as it is', () => {
    const one = poolHeads(of, [0], 3)
    expect([...one.mean]).toEqual([Math.fround(0.1), Math.fround(0.2), NaN])
    expect([...one.max]).toEqual([0.5, Math.fround(0.2), NaN])
  })

  it('averages means and keeps the largest cell, over the heads that see one', () => {
    const both = poolHeads(of, [0, 1], 3)
    expect(both.mean[0]).toBeCloseTo(0.2, 6)
    expect(both.mean[1]).toBeCloseTo(0.2, 6)
    expect([both.mean[2], both.max[2]]).toEqual([NaN, NaN])
    expect(both.max[0]).toBe(0.5)
  })
})

describe('decodeHalves', () => {
  it.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 1365 / 4096],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x7c00, Infinity],
    [0x7e00, NaN],
  ])('reads %i', (bits, value) => {
    expect(decodeHalves(Uint16Array.of(bits))[0]).toBe(value)
  })
})
