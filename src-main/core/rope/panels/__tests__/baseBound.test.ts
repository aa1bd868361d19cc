import { describe, expect, it } from 'vitest'
import { computeBaseBoundCurve, computeBaseBoundTokens } from '../baseBound'
import { computePlainFrequencies } from '../../plainFrequencies'
import { computeTable, expectClose, llama2, llama31 } from '../../__tests__/tables'

describe('L_theta', () => {
  it.each([
    [4.3e3, 1076],
    [1e4, 1706],
    [1.6e4, 2723],
    [2.7e4, 4078],
    [8.4e4, 8591],
    [3.1e5, 12222],
    [5e5, 18437],
    [6.4e5, 27684],
    [1e6, 27114],
    [2.1e6, 77305],
    [7.8e6, 128914],
  ])('of base %d at d = 128 is %d tokens', (base, tokens) => {
    expect(computeBaseBoundTokens(computePlainFrequencies(128, base), 200_000)).toBe(tokens)
  })

  // The largest m by the definition; in 40 digits B(724) = 0.0836, B(725) = -0.408 and B(9936) = 0.784, B(9937) = -0.0505.
  it.each([
    [1e4, 724],
    [5e5, 9936],
  ])('of base %d at d = 64 is %d tokens', (base, tokens) => {
    expect(computeBaseBoundTokens(computePlainFrequencies(64, base), 200_000)).toBe(tokens)
  })

  it.each([
    ['linear', [3412, 6824, 13648, 27296, 54593]],
    ['ntk', [2571, 4066, 5731, 7919, 10628]],
    ['yarn', [2673, 4327, 8885, 11670, 25499]],
  ])('of %s at s = 2, 4, 8, 16, 32', (name, tokens) => {
    const bounds = [2, 4, 8, 16, 32].map((scale) =>
      computeBaseBoundTokens(computeTable(`${name}:scale=${scale}`, llama2).inverseFrequencies, 100_000),
    )
    expect(bounds).toEqual(tokens)
  })

  it('of Llama-3.1 is 85132 tokens', () => {
    const { inverseFrequencies } = computeTable('llama3:factor=8', llama31)
    expect(computeBaseBoundTokens(inverseFrequencies, 100_000)).toBe(85132)
  })

  it('is null where the limit comes first', () => {
    expect(computeBaseBoundTokens(computePlainFrequencies(128, 1e4), 1706)).toBeNull()
    expect(computeBaseBoundTokens(computePlainFrequencies(128, 1e4), 1707)).toBe(1706)
  })
})

describe('B(m)', () => {
  it('agrees with cosines taken one by one, over many resynchronisations', () => {
    const frequencies = computePlainFrequencies(16, 1e4)
    const curve = computeBaseBoundCurve(frequencies, 5000)
    const direct = Float64Array.from({ length: 5000 }, (_, m) =>
      frequencies.reduce((sum, theta) => sum + Math.cos(m * theta), 0),
    )
    expect(curve[0]).toBe(8)
    // Near a zero of B the absolute error counts: shifted away from 0 by d/2.
    expectClose(
      curve.map((value) => value + 9),
      direct.map((value) => value + 9),
      1e-11,
    )
  })
})
