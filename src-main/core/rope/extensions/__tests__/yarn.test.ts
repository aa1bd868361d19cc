import { describe, expect, it } from 'vitest'
import { computeCorrectionDimension, computeCorrectionRange } from '../yarn'
import { computeTable, expectClose, expectGolden, llama2, sum } from '../../__tests__/tables'

describe('yarn', () => {
  it('has the golden values at s = 4', () => {
    const pairs = {
      0: 1,
      20: 5.623413e-2,
      24: 2.797399e-2,
      32: 6.538462e-3,
      40: 1.337887e-3,
      46: 3.333804e-4,
      63: 2.886955e-5,
    }
    expectGolden(computeTable('yarn:scale=4'), pairs, 7.384178587)
  })

  it('has the golden values at s = 16', () => {
    const pairs = { 24: 2.70618e-2, 32: 5.673077e-3, 40: 8.81789e-4, 45: 1.517716e-4 }
    expectGolden(computeTable('yarn:scale=16'), pairs, 7.365234701)
  })

  it('has the golden correction dimensions, which do not depend on s', () => {
    const raw = [computeCorrectionDimension(llama2, 32), computeCorrectionDimension(llama2, 1)]
    expectClose(raw, [20.94448, 45.02688], 3e-7)
    expect(computeCorrectionRange(llama2, 32, 1)).toEqual({ low: 20, high: 46 })
  })

  it.each([
    [2, 1.0693147, 1.143434],
    [4, 1.1386294, 1.296477],
    [8, 1.2079442, 1.459129],
    [16, 1.2772589, 1.63139],
    [32, 1.3465736, 1.81326],
  ])('at s = %d has a = %d and a squared = %d', (scale, factor, squared) => {
    const { attentionFactor } = computeTable(`yarn:scale=${scale}`)
    expectClose([attentionFactor, attentionFactor ** 2], [factor, squared], 5e-7)
  })

  it.each([
    [64, 1024, 5.65576, 17.69696, 5, 18, 3.838087365],
    [64, 512, 3.24752, 15.28872, 3, 16, 3.713468688],
    [64, 256, 0.83928, 12.88048, 0, 13, 3.322984535],
    [64, 128, -1.56896, 10.47224, 0, 11, 3.215302005],
    [32, 256, 0.41964, 6.44024, 0, 7, 1.975870303],
    [32, 128, -0.78448, 5.23612, 0, 6, 1.929456231],
    [80, 4096, 13.0903, 28.1418, 13, 29, 4.818987101],
  ])(
    'on d = %d trained on %d tokens',
    (rotaryDimensions, trainedContextTokens, fast, slow, low, high, total) => {
      const geometry = { rotaryDimensions, ropeBase: 1e4, trainedContextTokens }
      expect(computeCorrectionDimension(geometry, 32)).toBeCloseTo(fast, 5)
      expect(computeCorrectionDimension(geometry, 1)).toBeCloseTo(slow, 5)
      expect(computeCorrectionRange(geometry, 32, 1)).toEqual({ low, high })
      expectClose([sum(computeTable('yarn:scale=4', geometry).inverseFrequencies)], [total], 1e-9)
    },
  )

  it('clamps the slow end at d - 1, beyond the last pair', () => {
    const geometry = { ...llama2, ropeBase: 10, trainedContextTokens: 131072 }
    expect(computeCorrectionRange(geometry, 32, 1).high).toBe(127)
  })

  it('takes an attention factor in place of its own', () => {
    expect(computeTable('yarn:scale=4,attentionFactor=1').attentionFactor).toBe(1)
  })
})
