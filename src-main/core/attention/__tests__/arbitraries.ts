/** Random distributions for property tests. */
import fc from 'fast-check'

/** A distribution of the given number of entries; some are exactly 0. */
export function distributionOf(entries: number): fc.Arbitrary<number[]> {
  const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1, noNaN: true }))
  return fc
    .array(weight, { minLength: entries, maxLength: entries })
    .filter((weights) => weights.some((w) => w > 0))
    .map((weights) => {
      const sum = weights.reduce((total, w) => total + w, 0)
      return weights.map((w) => w / sum)
    })
}

/** `count` distributions over one support of 1 .. 24 entries. */
export function distributions(count: number): fc.Arbitrary<number[][]> {
  return fc
    .integer({ min: 1, max: 24 })
    .chain((entries) => fc.array(distributionOf(entries), { minLength: count, maxLength: count }))
}

export function uniform(entries: number): number[] {
  return Array.from({ length: entries }, () => 1 / entries)
}

export function oneHot(entries: number, at: number): number[] {
  return Array.from({ length: entries }, (_, i) => (i === at ? 1 : 0))
}
