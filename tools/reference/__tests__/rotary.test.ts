import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeFileRotation, rotate } from '../rotary'

const plain = { base: 1e4, scaling: 'none', scale: 1, originalContextTokens: 4096 } as const

describe('computeFileRotation', () => {
  /** Published tables: frequencies at d = 128, b = 1e4, L = 4096, s = 4, and their sums. */
  it.each([
    ['none', 0.01, 7.459954134, 1],
    ['linear', 0.0025, 1.864988533, 1],
    ['yarn', 6.538462e-3, 7.384178587, 1.1386294],
  ] as const)('gives the %s table', (scaling, middle, sum, factor) => {
    const { inverseFrequencies, attentionFactor } = computeFileRotation({ ...plain, scaling, scale: 4 }, 128)
    const frequencies = Float64Array.from(inverseFrequencies)
    expect(frequencies.length).toBe(64)
    expect(frequencies[32] / middle).toBeCloseTo(1, 6)
    expect(frequencies.reduce((a, b) => a + b)).toBeCloseTo(sum, 8)
    expect(attentionFactor).toBeCloseTo(factor, 7)
  })

  it('clamps the YaRN ramp of small heads', () => {
    const rope = { ...plain, scaling: 'yarn', scale: 4, originalContextTokens: 256 } as const
    const { inverseFrequencies } = computeFileRotation(rope, 32)
    expect(Float64Array.from(inverseFrequencies).reduce((a, b) => a + b)).toBeCloseTo(1.975870303, 8)
  })

  it('divides by the factors of the file', () => {
    const { inverseFrequencies } = computeFileRotation(plain, 4, Float64Array.of(1, 8))
    expect(inverseFrequencies[0]).toBe(1)
    expect(inverseFrequencies[1]).toBeCloseTo(0.01 / 8, 15)
  })
})

describe('rotate', () => {
  const rotation = { inverseFrequencies: [Math.PI / 2, 0], attentionFactor: 2 }

  it('turns adjacent channels and leaves the unrotated rest unscaled', () => {
    const x = Float64Array.of(1, 0, 0, 1, 5, 6)
    rotate(x, 6, 1, 'adjacent', rotation, 1)
    expect([...x].map((value) => Math.round(value * 1e12) / 1e12)).toEqual([0, 2, 0, 2, 5, 6])
  })

  it('turns channel j with channel j + d/2 in halves', () => {
    const x = Float64Array.of(1, 0, 0, 1, 5, 6)
    rotate(x, 6, 1, 'halves', rotation, 1)
    expect([...x].map((value) => Math.round(value * 1e12) / 1e12)).toEqual([0, 0, 2, 2, 5, 6])
  })

  it('composes: turning by p and then by q is turning by p + q', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: -1000, max: 1000 }), (p, q) => {
        const { inverseFrequencies } = computeFileRotation(plain, 4)
        const turn = (x: Float64Array, position: number) => {
          rotate(x, 4, 1, 'adjacent', { inverseFrequencies, attentionFactor: 1 }, position)
          return x
        }
        const once = turn(Float64Array.of(1, 2, 3, 4), p + q)
        turn(turn(Float64Array.of(1, 2, 3, 4), p), q).forEach((value, i) =>
          expect(value).toBeCloseTo(once[i], 9),
        )
      }),
    )
  })
})
