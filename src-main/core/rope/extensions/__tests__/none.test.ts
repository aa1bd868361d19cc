import { expect, it } from 'vitest'
import { computeTable, expectGolden } from '../../__tests__/tables'

it('none is plain RoPE at any context', () => {
  const pairs = {
    0: 1,
    20: 5.623413e-2,
    24: 3.162278e-2,
    32: 1e-2,
    40: 3.162278e-3,
    46: 1.333521e-3,
    63: 1.154782e-4,
  }
  for (const context of [1, 4096, 131072]) {
    const table = computeTable('none', undefined, context)
    expectGolden(table, pairs, 7.459954134)
    expect(table.attentionFactor).toBe(1)
  }
})
