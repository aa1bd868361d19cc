import { expect, it } from 'vitest'
import { computeTable, expectClose, expectGolden } from '../../__tests__/tables'

it('ntk-mixed has the golden values at s = 4', () => {
  const pairs = {
    0: 0.9405729,
    20: 3.083065e-2,
    24: 1.594111e-2,
    32: 4.301848e-3,
    40: 1.171886e-3,
    46: 4.440018e-4,
    63: 2.886955e-5,
  }
  const table = computeTable('ntk-mixed:scale=4')
  expectGolden(table, pairs, 5.849593491)
  expect(table.attentionFactor).toBe(1)
})

it('ntk-mixed interpolates the last pair by s exactly', () => {
  const plain = computeTable('none').inverseFrequencies
  for (const scale of [1, 2, 16])
    expectClose([computeTable(`ntk-mixed:scale=${scale}`).inverseFrequencies[63]], [plain[63] / scale], 1e-12)
})
