/** p-values of many tests at once, adjusted so that they can be held against one level. Nulls stay null. */
import { RopewalkError } from '../../contract'

/**
 * Holm's step-down adjustment: keeps the chance of any false rejection at the level, whatever the dependence.
 * p(i) becomes the largest (m - j + 1) p(j) over j <= i, at most 1; m counts the defined p-values.
 * Source: Holm 1979, Scandinavian Journal of Statistics 6.
 *
 * @throws RopewalkError `input.invalid` for a p-value outside 0 .. 1
 */
export function adjustByHolm(pValues: readonly (number | null)[]): (number | null)[] {
  return adjust(pValues, (rising) => {
    let largest = 0
    return rising.map((p, i) => (largest = Math.max(largest, Math.min(1, (rising.length - i) * p))))
  })
}

/**
 * Benjamini and Hochberg's step-up adjustment: keeps the expected share of false among the rejections at the level,
 * for independent or positively dependent tests. p(i) becomes the smallest m p(j) / j over j >= i, at most 1.
 * Source: Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57.
 *
 * @throws RopewalkError `input.invalid` for a p-value outside 0 .. 1
 */
export function adjustByBenjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  return adjust(pValues, (rising) => {
    let smallest = 1
    const fromLargest = rising.map((_, i) => {
      const at = rising.length - 1 - i
      return (smallest = Math.min(smallest, (rising.length * rising[at]) / (at + 1)))
    })
    return fromLargest.reverse()
  })
}

function adjust(
  pValues: readonly (number | null)[],
  adjustRising: (rising: readonly number[]) => number[],
): (number | null)[] {
  const tested = pValues.flatMap((pValue, test) => (pValue === null ? [] : [{ pValue, test }]))
  for (const { pValue, test } of tested)
    if (!(pValue >= 0 && pValue <= 1))
      throw new RopewalkError(
        'input.invalid',
        `Not a p-value: ${pValue} of test ${test}. Expected a number from 0 to 1. Pass null for undefined tests.`,
      )
  tested.sort((a, b) => a.pValue - b.pValue)
  const adjustedRising = adjustRising(tested.map(({ pValue }) => pValue))
  const adjusted = pValues.map((): number | null => null)
  tested.forEach(({ test }, i) => (adjusted[test] = adjustedRising[i]))
  return adjusted
}
