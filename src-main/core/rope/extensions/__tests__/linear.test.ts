import { expect, it } from 'vitest'
import { computePlainFrequencies } from '../../plainFrequencies'
import { computeTable, expectClose, expectGolden } from '../../__tests__/tables'

it('linear has the golden values at s = 4', () => {
  const pairs = {
    0: 0.25,
    20: 1.405853e-2,
    24: 7.905694e-3,
    32: 2.5e-3,
    40: 7.905694e-4,
    46: 3.333804e-4,
    63: 2.886955e-5,
  }
  const table = computeTable('linear:scale=4')
  expectGolden(table, pairs, 1.864988533)
  expect(table.attentionFactor).toBe(1)
})

it('linear rotates position m as plain RoPE rotates m / s', () => {
  const { inverseFrequencies } = computeTable('linear:scale=8')
  const phases = inverseFrequencies.map((theta) => 4000 * theta)
  const plainPhases = computePlainFrequencies(128, 1e4).map((theta) => (4000 / 8) * theta)
  expectClose(phases, plainPhases, 1e-14)
})
