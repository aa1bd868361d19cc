import { describe, expect, it } from 'vitest'
import { computeNtkBase } from '../../ntkBase'
import { computeTable, expectClose, expectGolden } from '../../__tests__/tables'

describe('ntk', () => {
  it('has the golden values at s = 4', () => {
    const pairs = {
      0: 1,
      20: 3.621345e-2,
      24: 1.86485e-2,
      32: 4.94529e-3,
      40: 1.311414e-3,
      46: 4.846192e-4,
      63: 2.886955e-5,
    }
    const table = computeTable('ntk:scale=4')
    expectGolden(table, pairs, 6.540797572)
    expect(table.attentionFactor).toBe(1)
  })

  it('has the golden bases', () => {
    const scales = [2, 4, 8, 16, 32]
    const bases = [20221.2617, 40889.9424, 82684.6226, 167198.7392, 338096.946]
    expectClose(
      scales.map((scale) => computeNtkBase(1e4, scale, 128)),
      bases,
      1e-8,
    )
    const dimensions = [64, 32, 80]
    expectClose(
      dimensions.map((d) => computeNtkBase(1e4, 4, d)),
      [41829.3659, 43872.9992, 41447.4128],
      1e-8,
    )
  })

  it('keeps the first pair and interpolates the last by s', () => {
    const plain = computeTable('none').inverseFrequencies
    for (const scale of [1, 1.5, 4, 32]) {
      const { inverseFrequencies } = computeTable(`ntk:scale=${scale}`)
      expect(inverseFrequencies[0]).toBe(1)
      expectClose([inverseFrequencies[63]], [plain[63] / scale], 1e-12)
    }
  })
})
