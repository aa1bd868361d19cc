import { describe, expect, it } from 'vitest'
import { computeMcNemarTest } from '..'

describe("McNemar's exact test", () => {
  it('is twice the binomial tail: 1 against 9 gives 22/1024, 2 against 6 gives 74/256', () => {
    expect(computeMcNemarTest(...discordant(1, 9, 5)).pValue).toBeCloseTo(22 / 1024, 12)
    const other = computeMcNemarTest(...discordant(6, 2, 0))
    expect(other.pValue).toBeCloseTo(74 / 256, 12)
    expect(other).toMatchObject({
      onlyFirst: 6,
      onlySecond: 2,
      n: 8,
      method: 'exact',
      alternative: 'two-sided',
    })
  })

  it('is 1 where nothing changed or changes balance, undefined without pairs', () => {
    expect(computeMcNemarTest(...discordant(0, 0, 4)).pValue).toBe(1)
    expect(computeMcNemarTest(...discordant(3, 3, 0)).pValue).toBe(1)
    expect(computeMcNemarTest([], [])).toMatchObject({ pValue: null, reason: 'no pairs' })
  })
})

/** Outcomes of two runs: `first` pairs passed in the first only, `second` in the second only, `same` in both. */
function discordant(first: number, second: number, same: number): [boolean[], boolean[]] {
  const firstPassed = (_: unknown, pair: number) => pair < first || pair >= first + second
  const secondPassed = (_: unknown, pair: number) => pair >= first
  const pairs = { length: first + second + same }
  return [Array.from(pairs, firstPassed), Array.from(pairs, secondPassed)]
}
