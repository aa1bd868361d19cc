/** McNemar's exact test: did passes change between two runs over the same prompts? */
import { checkSameRows } from './columns'
import { logBinomial } from './combinatorics'
import type { TestResult } from './statistic'

export interface McNemarResult extends TestResult {
  /** Passed in the first run only, and in the second only. Pairs that agree say nothing. */
  readonly onlyFirst: number
  readonly onlySecond: number
}

/**
 * Two-sided exact test: under no change, the pairs that differ are tosses of a fair coin;
 * p = min(1, 2 P(Binomial(onlyFirst + onlySecond, 1/2) <= the smaller)). 1 where no pair differs; undefined without pairs.
 * Source: McNemar 1947, doi 10.1007/BF02295996, with the binomial instead of its normal limit.
 *
 * @param first outcomes of the first run [pairs]; @param second of the second [pairs]
 * @throws RopewalkError `input.invalid` for unequal lengths
 */
export function computeMcNemarTest(first: readonly boolean[], second: readonly boolean[]): McNemarResult {
  const n = checkSameRows(first, second)
  const onlyFirst = first.filter((passed, row) => passed && !second[row]).length
  const onlySecond = second.filter((passed, row) => passed && !first[row]).length
  const record = {
    n,
    alternative: 'two-sided',
    method: 'exact',
    permutations: null,
    seed: null,
    onlyFirst,
    onlySecond,
  } as const
  if (n === 0) return { ...record, pValue: null, reason: 'no pairs' }
  const differing = onlyFirst + onlySecond
  let tail = 0
  for (let i = 0; i <= Math.min(onlyFirst, onlySecond); i++)
    tail += Math.exp(logBinomial(differing, i) - differing * Math.LN2)
  return { ...record, pValue: Math.min(1, 2 * tail), reason: null }
}
