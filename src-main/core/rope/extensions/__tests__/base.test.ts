import { expect, it } from 'vitest'
import { computeTable, expectGolden } from '../../__tests__/tables'

it('base 1e6 has the golden values', () => {
  const pairs = {
    0: 1,
    20: 1.333521e-2,
    24: 5.623413e-3,
    32: 1e-3,
    40: 1.778279e-4,
    46: 4.869675e-5,
    63: 1.240938e-6,
  }
  const table = computeTable('base:base=1e6')
  expectGolden(table, pairs, 5.150444314)
  expect(table.attentionFactor).toBe(1)
})

it('the base of the model gives the plain table', () => {
  expect(computeTable('base:base=10000').inverseFrequencies).toEqual(computeTable('none').inverseFrequencies)
})
