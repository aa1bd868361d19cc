import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeMidRanks, computePartialSpearman, computeSpearman, computeSpearmanPermutationTest } from '..'

const x = [1, 2, 2, 3, 5]
const y = [2, 1, 4, 3, 5]
const columns = fc.integer({ min: 4, max: 20 }).chain((n) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }), {
    minLength: 3,
    maxLength: 3,
  }),
)

describe("Spearman's rho", () => {
  it('has the golden value with ties', () => {
    expect(computeSpearman(x, y, null).value).toBeCloseTo(0.6668859, 7)
  })

  it('is 1 - 6 sum d^2 / (n (n^2 - 1)) without ties', () => {
    // Ranks of the second are 3, 1, 2, 4, 5; they differ by 2, 1, 1, 0, 0.
    expect(computeSpearman([1, 2, 3, 4, 5], [3, 1, 2, 6, 7], null).value).toBeCloseTo(1 - (6 * 6) / 120, 12)
  })

  it('sees order only, changes sign with it and stays within -1 .. 1', () => {
    fc.assert(
      fc.property(columns, ([a, b]) => {
        const rho = computeSpearman(a, b, null).value
        const negated = computeSpearman(
          a,
          b.map((v) => -Math.exp(v)),
          null,
        ).value
        if (rho === null || negated === null) {
          expect(rho).toBe(negated)
          return
        }
        expect(Math.abs(rho)).toBeLessThanOrEqual(1)
        expect(negated).toBeCloseTo(-rho, 10)
      }),
    )
  })

  it('is undefined for constant input and for too few rows, with the reason', () => {
    expect(computeSpearman([1, 2, 3], [4, 4, 4], null)).toEqual({
      value: null,
      reason: 'one of the two is constant',
      n: 3,
      interval: null,
      intervalReason: 'one of the two is constant',
    })
    expect(computeSpearman([1, 2], [1, 2], null).reason).toBe('fewer than 3 rows')
  })

  it('refuses columns of different lengths', () => {
    expect(() => computeSpearman([1, 2, 3], [1, 2], null)).toThrow('Columns of different lengths: 3, 2.')
  })
})

describe('partial rho', () => {
  it('is the correlation of the residuals of mid-ranks', () => {
    fc.assert(
      fc.property(columns, ([a, b, z]) => {
        const residualsA = residuals(computeMidRanks(a), computeMidRanks(z))
        const residualsB = residuals(computeMidRanks(b), computeMidRanks(z))
        const partial = computePartialSpearman(a, b, z, null)
        const spread = Math.min(sumOfSquares(residualsA), sumOfSquares(residualsB))
        if (spread < 1e-6) expect(partial.value).toBeNull()
        else expect(partial.value).toBeCloseTo(pearson(residualsA, residualsB), 9)
      }),
    )
  })

  it('is 0 or undefined where all agreement comes from the covariate, plain rho where it is constant', () => {
    expect(computePartialSpearman([1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], null).reason).toBe(
      'one of the two is determined by the covariate',
    )
    expect(computePartialSpearman(x, y, [7, 7, 7, 7, 7], null).value).toBeCloseTo(0.6668859, 7)
    // Within each of the two lengths, x and y are unrelated: (1,2,1,2) against (1,1,2,2).
    const within = computePartialSpearman(
      [1, 2, 1, 2, 11, 12, 11, 12],
      [1, 1, 2, 2, 11, 11, 12, 12],
      [1, 1, 1, 1, 2, 2, 2, 2],
      null,
    )
    expect(within.value).toBeCloseTo(0, 12)
  })
})

describe('permutation test of rho', () => {
  it('approaches the share of all orders that correlate as strongly', () => {
    const test = computeSpearmanPermutationTest(x, y, { seed: 11, permutations: 20000 })
    const rho = computeSpearman(x, y, null).value ?? 0
    const orders = permutationsOf(y)
    const asStrong = orders.filter(
      (order) => Math.abs(computeSpearman(x, order, null).value ?? 0) >= rho - 1e-12,
    )
    expect(test.pValue).toBeCloseTo(asStrong.length / orders.length, 1.9)
    expect(test).toMatchObject({
      method: 'monte-carlo',
      permutations: 20000,
      seed: 11,
      alternative: 'two-sided',
    })
  })

  it('repeats for a seed, is never 0 and is undefined for constant input', () => {
    const rising = Array.from({ length: 30 }, (_, i) => i)
    const settings = { seed: 3, permutations: 99 }
    expect(computeSpearmanPermutationTest(rising, rising, settings).pValue).toBe(1 / 100)
    expect(computeSpearmanPermutationTest(x, y, settings)).toEqual(
      computeSpearmanPermutationTest(x, y, settings),
    )
    expect(computeSpearmanPermutationTest([1, 1, 1], [1, 2, 3], settings).pValue).toBeNull()
  })

  it('refuses an unusable number of permutations and an unusable seed', () => {
    expect(() => computeSpearmanPermutationTest(x, y, { seed: 1, permutations: 0 })).toThrow(
      'Unusable number of permutations: 0.',
    )
    expect(() => computeSpearmanPermutationTest(x, y, { seed: -1 })).toThrow('Unusable seed: -1.')
  })
})

function residuals(values: Float64Array, covariate: Float64Array): number[] {
  const centre = (values.length + 1) / 2
  const zz = sumOfSquares(Array.from(covariate, (z) => z - centre))
  const slope =
    zz === 0 ? 0 : values.reduce((total, v, i) => total + (v - centre) * (covariate[i] - centre), 0) / zz
  return Array.from(values, (v, i) => v - centre - slope * (covariate[i] - centre))
}

function pearson(a: number[], b: number[]): number {
  return a.reduce((total, v, i) => total + v * b[i], 0) / Math.sqrt(sumOfSquares(a) * sumOfSquares(b))
}

function sumOfSquares(values: number[]): number {
  return values.reduce((total, v) => total + v * v, 0)
}

function permutationsOf(values: number[]): number[][] {
  if (values.length <= 1) return [values]
  return values.flatMap((value, i) =>
    permutationsOf([...values.slice(0, i), ...values.slice(i + 1)]).map((rest) => [value, ...rest]),
  )
}
