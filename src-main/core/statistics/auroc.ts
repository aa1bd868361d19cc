/** AUROC: how well a score tells positives from negatives, overall and within strata. */
import { computeStatistic, type Evaluate, type ResamplingDesign } from './bootstrap'
import { checkFinite, checkSameRows, indexLabels } from './columns'
import type { Statistic } from './statistic'

/**
 * P(score of a positive > score of a negative) + P(tie) / 2.
 *
 * Range 0 .. 1; 0.5 = chance, 1 = every positive above every negative. Undefined with one class.
 * Equals the Mann-Whitney U / (positives x negatives). No interval with fewer than 5 of one class, however many there are of
 * the other.
 *
 * @param scores e.g. entropies [rows]
 * @param positives e.g. whether the answer failed [rows]
 * @throws RopewalkError `input.invalid` for unequal lengths or scores that are not finite
 */
export function computeAuroc(
  scores: readonly number[],
  positives: readonly boolean[],
  design: ResamplingDesign | null,
): Statistic {
  const prepared = prepareAuroc(
    scores,
    positives,
    scores.map(() => 0),
  )
  return withoutRareOutcome(computeStatistic(scores.length, prepared.evaluate, design), prepared)
}

export interface StratifiedStatistic extends Statistic {
  readonly strata: number
  /** Strata that hold both classes; the others say nothing. */
  readonly contributingStrata: number
  /** Positive-negative pairs compared. */
  readonly pairs: number
}

/**
 * AUROC over pairs of the same stratum only: sum over strata of U / sum over strata of positives x negatives. With
 * lengths as strata this is the length-controlled AUROC: what entropy says beyond growing with the number of keys.
 *
 * Range and direction as `computeAuroc`. Undefined where no stratum holds both classes; rows of strata that hold one class do
 * not count towards the 5 of each that an interval needs.
 *
 * @param strata label of each row's stratum [rows]
 * @throws RopewalkError `input.invalid` for unequal lengths or scores that are not finite
 */
export function computeStratifiedAuroc(
  scores: readonly number[],
  positives: readonly boolean[],
  strata: readonly (string | number)[],
  design: ResamplingDesign | null,
): StratifiedStatistic {
  const prepared = prepareAuroc(scores, positives, strata)
  return {
    ...withoutRareOutcome(computeStatistic(scores.length, prepared.evaluate, design), prepared),
    strata: prepared.strata,
    contributingStrata: prepared.contributingStrata,
    pairs: prepared.pairs,
  }
}

interface PreparedAuroc {
  evaluate: Evaluate
  strata: number
  contributingStrata: number
  pairs: number
  /** Rows of the rarer class, in strata that hold both. */
  rarer: number
}

/** An AUROC rests on the rarer class: resampling two or three rows of it does not show how uncertain it is. */
const FEWEST_OF_A_CLASS = 5

function withoutRareOutcome(statistic: Statistic, { rarer }: PreparedAuroc): Statistic {
  if (statistic.interval === null || rarer >= FEWEST_OF_A_CLASS) return statistic
  const intervalReason = `${rarer} of one outcome: an interval needs at least ${FEWEST_OF_A_CLASS} of each`
  return { ...statistic, interval: null, intervalReason }
}

/** Rows in order of stratum, then score, so that an evaluation is one pass. */
function prepareAuroc(
  scores: readonly number[],
  positives: readonly boolean[],
  strata: readonly (string | number)[],
): PreparedAuroc {
  checkSameRows(scores, positives, strata)
  checkFinite(scores)
  const { indexOfRow: stratumOfRow, count } = indexLabels(strata)
  const order = Int32Array.from(scores.keys()).sort(
    (a, b) => stratumOfRow[a] - stratumOfRow[b] || scores[a] - scores[b],
  )
  const evaluate: Evaluate = (weights) => {
    let wins = 0
    let pairs = 0
    for (let at = 0; at < order.length;) {
      const stratum = stratumOfRow[order[at]]
      let negativesBelow = 0
      let positivesSeen = 0
      while (at < order.length && stratumOfRow[order[at]] === stratum) {
        const score = scores[order[at]]
        let tiedPositives = 0
        let tiedNegatives = 0
        for (
          ;
          at < order.length && stratumOfRow[order[at]] === stratum && scores[order[at]] === score;
          at++
        ) {
          if (positives[order[at]]) tiedPositives += weights[order[at]]
          else tiedNegatives += weights[order[at]]
        }
        wins += tiedPositives * (negativesBelow + tiedNegatives / 2)
        negativesBelow += tiedNegatives
        positivesSeen += tiedPositives
      }
      pairs += positivesSeen * negativesBelow
    }
    if (pairs > 0) return wins / pairs
    return count > 1 ? 'no stratum holds both outcomes' : 'only one outcome occurs'
  }
  const contributing = countClasses(positives, stratumOfRow, count).filter(([p, n]) => p > 0 && n > 0)
  const sumOf = (read: (classes: ClassCounts) => number) =>
    contributing.reduce((total, classes) => total + read(classes), 0)
  return {
    evaluate,
    strata: count,
    contributingStrata: contributing.length,
    pairs: sumOf(([p, n]) => p * n),
    rarer: Math.min(
      sumOf(([p]) => p),
      sumOf(([, n]) => n),
    ),
  }
}

type ClassCounts = readonly [positives: number, negatives: number]

/** By stratum. */
function countClasses(
  positives: readonly boolean[],
  stratumOfRow: Int32Array,
  strata: number,
): ClassCounts[] {
  const positivesOf = new Int32Array(strata)
  const negativesOf = new Int32Array(strata)
  positives.forEach((positive, row) => (positive ? positivesOf : negativesOf)[stratumOfRow[row]]++)
  return Array.from(positivesOf, (count, stratum) => [count, negativesOf[stratum]])
}
