import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findLargestSize } from '../findLargestSize'

it('finds the largest size that fits, with few probes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.oneof(fc.constant(Infinity), fc.integer({ min: 50, max: 100_000 })),
      async (fewest, limit, most) => {
        let probes = 0
        const found = await findLargestSize(
          async (size) => {
            probes++
            expect(size).toBeLessThanOrEqual(most)
            return size <= limit
          },
          fewest,
          most,
        )
        expect(found).toBe(limit < fewest ? null : Math.min(limit, most))
        expect(probes).toBeLessThan(40)
      },
    ),
  )
})
