import fc from 'fast-check'
import { expect, it } from 'vitest'
import { computeBaseBoundCurve } from '../baseBound'
import { computeLongTermDecay } from '../longTermDecay'
import { computePlainFrequencies } from '../../plainFrequencies'
import { computeTable } from '../../__tests__/tables'

it('long-term decay is 1 at distance 0, stays in [-1, 1] and is even', () => {
  const frequencies = computePlainFrequencies(128, 1e4)
  expect(computeLongTermDecay(frequencies, [0])[0]).toBe(1)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (distance) => {
      const [ahead, behind] = computeLongTermDecay(frequencies, [distance, -distance])
      expect(Math.abs(ahead)).toBeLessThanOrEqual(1)
      expect(behind).toBe(ahead)
    }),
  )
})

it('long-term decay is B(m) over d/2, and never falls where nothing rotates', () => {
  const frequencies = computePlainFrequencies(64, 1e4)
  const curve = computeBaseBoundCurve(frequencies, 3000)
  expect(computeLongTermDecay(frequencies, [2500])[0]).toBeCloseTo(curve[2500] / 32, 12)
  const still = computeTable('p-rope:keep=0.01').inverseFrequencies
  expect(computeLongTermDecay(still, [1, 1000])).toEqual(Float64Array.from([1, 1]))
})

it('interpolation stretches the decay by s', () => {
  const plain = computeTable('none').inverseFrequencies
  const stretched = computeTable('linear:scale=4').inverseFrequencies
  expect(computeLongTermDecay(stretched, [4000])[0]).toBeCloseTo(computeLongTermDecay(plain, [1000])[0], 12)
})
