import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeAuroc, computeStratifiedAuroc } from '..'
import { goldenEntropies, goldenFailures, goldenLengths } from './golden'

const design = { seed: 5, unit: 'prompt' }

describe('AUROC', () => {
  it('has the golden values, ties as half', () => {
    expect(computeAuroc(goldenEntropies, goldenFailures, null).value).toBeCloseTo(28 / 36, 12)
    const failures = [0, 0, 1, 0, 1, 1].map((failed) => failed === 1)
    expect(computeAuroc([1, 2, 3, 4, 4, 5], failures, null).value).toBeCloseTo(7.5 / 9, 12)
  })

  it('is the share of positive-negative pairs in order, counted one by one', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean(), fc.nat(2)), { minLength: 1 })
    fc.assert(
      fc.property(rows, (cells) => {
        const scores = cells.map(([score]) => score)
        const positives = cells.map(([, positive]) => positive)
        const strata = cells.map(([, , stratum]) => stratum)
        const all = pairsInOrder(cells.map(([score, positive]) => [score, positive, 0]))
        const within = pairsInOrder(cells)
        expect(computeAuroc(scores, positives, null).value).toEqual(shareOf(all))
        const stratified = computeStratifiedAuroc(scores, positives, strata, null)
        expect(stratified.value).toEqual(shareOf(within))
        expect(stratified.pairs).toBe(within.pairs)
      }),
    )
  })

  it('turns around with the classes and sees order only', () => {
    const turned = computeAuroc(
      goldenEntropies,
      goldenFailures.map((failed) => !failed),
      null,
    )
    expect(turned.value).toBeCloseTo(1 - 28 / 36, 12)
    expect(computeAuroc(goldenEntropies.map(Math.exp), goldenFailures, null).value).toBeCloseTo(28 / 36, 12)
  })

  it('is undefined with one class', () => {
    expect(computeAuroc([1, 2], [true, true], design)).toEqual({
      value: null,
      reason: 'only one outcome occurs',
      n: 2,
      interval: null,
      intervalReason: 'only one outcome occurs',
    })
  })
})

describe('length-controlled AUROC', () => {
  it('has the golden value 7/10 over three lengths, and per length 1, 0.75, 1/3', () => {
    const controlled = computeStratifiedAuroc(goldenEntropies, goldenFailures, goldenLengths, null)
    expect(controlled.value).toBeCloseTo(0.7, 12)
    expect(controlled).toMatchObject({ strata: 3, contributingStrata: 3, pairs: 10, n: 12 })
    const perLength = [0, 4, 8].map(
      (at) => computeAuroc(goldenEntropies.slice(at, at + 4), goldenFailures.slice(at, at + 4), null).value,
    )
    expect(perLength).toEqual([1, 0.75, expect.closeTo(1 / 3, 12)])
  })

  it('does not see a difference that is between lengths only', () => {
    const scores = [1, 1, 1, 1, 9, 9, 9, 9]
    const failed = [false, false, false, true, true, true, true, false]
    const lengths = [1, 1, 1, 1, 2, 2, 2, 2]
    expect(computeAuroc(scores, failed, null).value).toBeGreaterThan(0.7)
    expect(computeStratifiedAuroc(scores, failed, lengths, null).value).toBe(0.5)
  })

  it('counts the lengths that say nothing, and is undefined where all do', () => {
    const some = computeStratifiedAuroc([1, 2, 3], [false, true, true], ['a', 'a', 'b'], null)
    expect(some).toMatchObject({ value: 1, strata: 2, contributingStrata: 1 })
    const none = computeStratifiedAuroc([1, 2], [false, true], ['a', 'b'], null)
    expect(none).toMatchObject({
      value: null,
      reason: 'no stratum holds both outcomes',
      contributingStrata: 0,
    })
  })

  it('has no interval from fewer than five of a class, counting strata with both only', () => {
    const scores = Array.from({ length: 20 }, (_, i) => i)
    const failed = scores.map((i) => i >= 16)
    const few = computeAuroc(scores, failed, design)
    expect(few).toMatchObject({
      value: 1,
      interval: null,
      intervalReason: '4 of one outcome: an interval needs at least 5 of each',
    })
    expect(
      computeAuroc(
        scores,
        scores.map((i) => i >= 15),
        design,
      ).interval,
    ).not.toBeNull()
    // Five more failures at a length of their own compare with nothing.
    const alone = [1, 2, 3, 4, 5]
    const stratified = computeStratifiedAuroc(
      [...scores, ...alone],
      [...failed, ...alone.map(() => true)],
      [...scores.map(() => 'short'), ...alone.map(() => 'long')],
      design,
    )
    expect(stratified).toMatchObject({ value: 1, interval: null, contributingStrata: 1 })
  })

  it('carries an interval around the value, drawn within lengths', () => {
    const controlled = computeStratifiedAuroc(goldenEntropies, goldenFailures, goldenLengths, {
      ...design,
      stratumOfRow: goldenLengths,
    })
    expect(controlled.interval).toMatchObject({
      method: 'percentile-bootstrap',
      units: 12,
      unit: 'prompt',
      seed: 5,
    })
    expect(controlled.interval?.low).toBeLessThan(0.7)
    expect(controlled.interval?.high).toBeGreaterThan(0.7)
  })
})

type ScoredCell = [score: number, positive: boolean, stratum: number]

function pairsInOrder(cells: ScoredCell[]): { inOrder: number; pairs: number } {
  let inOrder = 0
  let pairs = 0
  for (const [high, positive, stratum] of cells)
    for (const [low, other, otherStratum] of cells) {
      if (!positive || other || stratum !== otherStratum) continue
      pairs++
      inOrder += high > low ? 1 : high === low ? 0.5 : 0
    }
  return { inOrder, pairs }
}

function shareOf({ inOrder, pairs }: { inOrder: number; pairs: number }): number | null {
  return pairs === 0 ? null : inOrder / pairs
}
