import { expect, it } from 'vitest'
import { computeTable, expectClose, sum } from '../../__tests__/tables'

it('p-rope keeps the golden quarter', () => {
  const { inverseFrequencies, attentionFactor } = computeTable('p-rope:keep=0.25')
  expect(inverseFrequencies.filter((theta) => theta > 0)).toHaveLength(16)
  expectClose([inverseFrequencies[15]], [0.1154782])
  expect(inverseFrequencies[16]).toBe(0)
  expectClose([sum(inverseFrequencies)], [6.714630183], 1e-9)
  expect(attentionFactor).toBe(1)
})

it('p-rope rounds the number of pairs down, and keeps all at p = 1', () => {
  const kept = (keep: number) =>
    computeTable(`p-rope:keep=${keep}`).inverseFrequencies.filter((theta) => theta > 0).length
  expect([0.01, 0.1, 0.5, 0.999].map(kept)).toEqual([0, 6, 32, 63])
  expect(computeTable('p-rope:keep=1').inverseFrequencies).toEqual(computeTable('none').inverseFrequencies)
})
