/** Spearman's rank correlation, plain and given a covariate, with an interval or a permutation p-value. */
import { computeStatistic, type Evaluate, type ResamplingDesign } from './bootstrap'
import { checkSameRows } from './columns'
import { checkPermutations, permutationPValue, type PermutationSettings } from './permutation'
import { createRandomSource } from './random'
import { computeMidRanks, createRanker, type Ranker } from './ranks'
import type { Statistic, TestResult } from './statistic'

/**
 * rho: Pearson's correlation of mid-ranks, -1 .. 1; 0 = no monotone relation. Undefined for constant input and for
 * fewer than 3 rows. (1,2,2,3,5) against (2,1,4,3,5) gives 0.6668859.
 *
 * @throws RopewalkError `input.invalid` for unequal lengths or values that are not finite
 */
export function computeSpearman(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  design: ResamplingDesign | null,
): Statistic {
  return computeStatistic(x.length, createSpearmanEvaluate(x, y), design)
}

/** rho of weighted rows, for statistics that are made of rank correlations. */
export function createSpearmanEvaluate(x: ArrayLike<number>, y: ArrayLike<number>): Evaluate {
  checkSameRows(x, y)
  const rankerX = createRanker(x)
  const rankerY = createRanker(y)
  return (weights) => {
    if (x.length < 3) return TOO_FEW_ROWS
    return correlateRanks(rankerX, rankerY, weights) ?? CONSTANT_INPUT
  }
}

/**
 * rho of x and y given a covariate: the correlation of what is left of the mid-ranks of x and of y after a straight
 * line on the mid-ranks of the covariate is taken out (by the closed form for three correlations).
 * Range -1 .. 1. A constant covariate takes nothing out. Undefined where x or y is constant or follows the covariate.
 *
 * @throws RopewalkError `input.invalid` for unequal lengths or values that are not finite
 */
export function computePartialSpearman(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  covariate: ArrayLike<number>,
  design: ResamplingDesign | null,
): Statistic {
  checkSameRows(x, y, covariate)
  const rankerX = createRanker(x)
  const rankerY = createRanker(y)
  const rankerZ = createRanker(covariate)
  const evaluate: Evaluate = (weights) => {
    if (x.length < 4) return 'fewer than 4 rows'
    const xy = correlateRanks(rankerX, rankerY, weights)
    if (xy === null) return CONSTANT_INPUT
    const xz = correlateRanks(rankerX, rankerZ, weights) ?? 0
    const yz = correlateRanks(rankerY, rankerZ, weights) ?? 0
    const left = (1 - xz * xz) * (1 - yz * yz)
    if (left < DETERMINED) return 'one of the two is determined by the covariate'
    return clampCorrelation((xy - xz * yz) / Math.sqrt(left))
  }
  return computeStatistic(x.length, evaluate, design)
}

/**
 * Two-sided permutation test of rho = 0: y is shuffled over the rows, p = (1 + #{|rho*| >= |rho|}) / (1 + B).
 * Assumes rows that are exchangeable when unrelated, e.g. different prompts.
 *
 * @throws RopewalkError `input.invalid` for unequal lengths, values that are not finite or bad settings
 */
export function computeSpearmanPermutationTest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  settings: PermutationSettings,
): TestResult {
  const permutations = checkPermutations(settings)
  const record = { n: x.length, alternative: 'two-sided', method: 'monte-carlo' } as const
  const rho = createSpearmanEvaluate(x, y)(new Int32Array(x.length).fill(1))
  if (typeof rho === 'string')
    return { ...record, pValue: null, reason: rho, permutations: null, seed: settings.seed }
  const ranksX = computeMidRanks(x)
  const shuffled = computeMidRanks(y)
  const observed = Math.abs(centredProduct(ranksX, shuffled))
  const random = createRandomSource(settings.seed)
  let atLeast = 0
  for (let permutation = 0; permutation < permutations; permutation++) {
    for (let row = shuffled.length - 1; row > 0; row--) {
      const other = random.nextBelow(row + 1)
      const kept = shuffled[row]
      shuffled[row] = shuffled[other]
      shuffled[other] = kept
    }
    if (Math.abs(centredProduct(ranksX, shuffled)) >= observed - 1e-9) atLeast++
  }
  const pValue = permutationPValue(atLeast, permutations)
  return { ...record, pValue, reason: null, permutations, seed: settings.seed }
}

const TOO_FEW_ROWS = 'fewer than 3 rows'
const CONSTANT_INPUT = 'one of the two is constant'
/** Share of rank variance below which nothing but rounding is left. */
const DETERMINED = 1e-12

/** Pearson's correlation of weighted mid-ranks; null where either is constant. */
function correlateRanks(x: Ranker, y: Ranker, weights: ArrayLike<number>): number | null {
  const rankX = x.rank(weights)
  const rankY = y.rank(weights)
  let total = 0
  for (let row = 0; row < weights.length; row++) total += weights[row]
  const centre = (total + 1) / 2
  let xx = 0
  let yy = 0
  let xy = 0
  for (let row = 0; row < weights.length; row++) {
    const a = rankX[x.groupOfRow[row]] - centre
    const b = rankY[y.groupOfRow[row]] - centre
    xx += weights[row] * a * a
    yy += weights[row] * b * b
    xy += weights[row] * a * b
  }
  return xx > 0 && yy > 0 ? clampCorrelation(xy / Math.sqrt(xx * yy)) : null
}

/** Sum of products of ranks around their common mean: rho up to a constant factor. */
function centredProduct(ranksX: Float64Array, ranksY: Float64Array): number {
  const centre = (ranksX.length + 1) / 2
  let product = 0
  for (let row = 0; row < ranksX.length; row++) product += (ranksX[row] - centre) * (ranksY[row] - centre)
  return product
}

/** Rounding may carry a perfect correlation past 1. */
function clampCorrelation(value: number): number {
  return Math.max(-1, Math.min(1, value))
}
