import fc from 'fast-check'
import { expect, it } from 'vitest'
import { computeNtkBase } from '../../ntkBase'
import { computeEffectiveScale } from '../effectiveScale'

it('the effective scale of base 1e6 on LLaMA-2 is 100^(126/128), and of the own base 1', () => {
  expect(computeEffectiveScale(1e6, 1e4, 128)).toBeCloseTo(93.0572, 3)
  expect(computeEffectiveScale(1e4, 1e4, 128)).toBe(1)
})

it('the effective scale inverts the NTK-aware base', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1000, noNaN: true }),
      fc.integer({ min: 2, max: 128 }),
      (scale, pairs) => {
        const base = computeNtkBase(1e4, scale, 2 * pairs)
        expect(computeEffectiveScale(base, 1e4, 2 * pairs) / scale).toBeCloseTo(1, 10)
      },
    ),
  )
})
