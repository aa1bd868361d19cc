/**
 * Percentile bootstrap over independent units. A resample is described by how often each row occurs in it, so that
 * sorting happens once and a statistic of 400 rows is resampled 2000 times within milliseconds.
 */
import { RopewalkError } from '../../contract'
import { checkSameRows, indexLabels } from './columns'
import { createRandomSource, type RandomSource } from './random'
import { undefinedStatistic, type Interval, type Statistic } from './statistic'

/**
 * A statistic of weighted rows: `weights[row]` is how often the row occurs [rows].
 * Returns the value, or in words why there is none.
 */
export type Evaluate = (weights: ArrayLike<number>) => number | string

export interface ResamplingDesign {
  readonly seed: number
  /** What is drawn, in the singular: `window`, `prompt`, ... Never a head, layer or token: those are not independent. */
  readonly unit: string
  /** Unit of each row; rows of a unit are drawn together (pairs, shared documents). Default: each row is a unit. */
  readonly unitOfRow?: readonly (string | number)[]
  /** Units are drawn within strata, e.g. lengths. A unit lies in one stratum. Default: one stratum. */
  readonly stratumOfRow?: readonly (string | number)[]
  /** Default 2000. */
  readonly resamples?: number
  /** Default 0.95. */
  readonly level?: number
}

/** An interval from fewer units than this would look more certain than it is. */
const FEWEST_UNITS = 5
const DEFAULT_RESAMPLES = 2000
const DEFAULT_LEVEL = 0.95

/**
 * A statistic with its percentile bootstrap interval (Efron and Tibshirani 1993, section 13.3).
 * Quantiles interpolate linearly between order statistics. Resamples without a value are dropped and counted; no
 * interval where more than half are.
 *
 * @param rows number of rows that `evaluate` reads
 * @param design null: value without interval
 * @throws RopewalkError `input.invalid` for a bad design
 */
export function computeStatistic(
  rows: number,
  evaluate: Evaluate,
  design: ResamplingDesign | null,
): Statistic {
  const value = evaluate(new Int32Array(rows).fill(1))
  if (typeof value === 'string') return undefinedStatistic(value, rows)
  if (design === null)
    return { value, reason: null, n: rows, interval: null, intervalReason: 'no interval was asked for' }
  const interval = computeInterval(rows, evaluate, design)
  return typeof interval === 'string'
    ? { value, reason: null, n: rows, interval: null, intervalReason: interval }
    : { value, reason: null, n: rows, interval, intervalReason: null }
}

function computeInterval(rows: number, evaluate: Evaluate, design: ResamplingDesign): Interval | string {
  const { resamples, level } = checkSettings(design)
  const { unitOfRow, unitsByStratum, units } = arrangeUnits(rows, design)
  if (units < FEWEST_UNITS)
    return `${units} ${design.unit}${units === 1 ? '' : 's'}: an interval needs at least ${FEWEST_UNITS}`
  if (unitsByStratum.every((members) => members.length === 1))
    return `one ${design.unit} in every stratum: resampling has nothing to vary`

  const random = createRandomSource(design.seed)
  const counts = new Int32Array(units)
  const weights = new Int32Array(rows)
  const values = new Float64Array(resamples)
  let kept = 0
  for (let resample = 0; resample < resamples; resample++) {
    countDraws(unitsByStratum, random, counts)
    for (let row = 0; row < rows; row++) weights[row] = counts[unitOfRow[row]]
    const value = evaluate(weights)
    if (typeof value === 'number') values[kept++] = value
  }
  const droppedResamples = resamples - kept
  if (kept < resamples / 2) return `undefined in ${droppedResamples} of ${resamples} resamples`
  const sorted = values.subarray(0, kept).sort()
  return {
    low: quantile(sorted, (1 - level) / 2),
    high: quantile(sorted, (1 + level) / 2),
    level,
    method: 'percentile-bootstrap',
    unit: design.unit,
    units,
    resamples,
    droppedResamples,
    seed: design.seed,
  }
}

/**
 * How often each unit occurs in a resample of the same size, drawn with replacement within strata, into `counts` [units].
 * Nothing is allocated for each resample: in Electron a typed array costs as much as drawing twenty units.
 */
function countDraws(unitsByStratum: readonly Int32Array[], random: RandomSource, counts: Int32Array): void {
  counts.fill(0)
  for (const members of unitsByStratum)
    for (let draw = 0; draw < members.length; draw++) counts[members[random.nextBelow(members.length)]]++
}

function arrangeUnits(rows: number, design: ResamplingDesign) {
  const rowNumbers = Array.from({ length: rows }, (_, row) => row)
  const unitLabels = design.unitOfRow ?? rowNumbers
  const strataLabels = design.stratumOfRow ?? rowNumbers.map(() => 0)
  checkSameRows(rowNumbers, unitLabels, strataLabels)
  const { indexOfRow: unitOfRow, count: units } = indexLabels(unitLabels)
  const { indexOfRow: stratumOfRow, count: strata } = indexLabels(strataLabels)
  const stratumOfUnit = new Int32Array(units).fill(-1)
  for (let row = 0; row < rows; row++) {
    const unit = unitOfRow[row]
    if (stratumOfUnit[unit] >= 0 && stratumOfUnit[unit] !== stratumOfRow[row])
      throw new RopewalkError(
        'input.invalid',
        `A ${design.unit} lies in two strata: ${unitLabels[row]}. Expected one stratum per ${design.unit}. ` +
          'Give it a name of its own in each stratum, or resample without strata.',
      )
    stratumOfUnit[unit] = stratumOfRow[row]
  }
  const members = Array.from({ length: strata }, (): number[] => [])
  stratumOfUnit.forEach((stratum, unit) => members[stratum].push(unit))
  return { unitOfRow, units, unitsByStratum: members.map((list) => Int32Array.from(list)) }
}

function checkSettings(design: ResamplingDesign): { resamples: number; level: number } {
  const resamples = design.resamples ?? DEFAULT_RESAMPLES
  const level = design.level ?? DEFAULT_LEVEL
  if (!Number.isInteger(resamples) || resamples < 1 || !(level > 0 && level < 1))
    throw new RopewalkError(
      'input.invalid',
      `Unusable bootstrap settings: ${resamples} resamples, level ${level}. ` +
        'Expected 1 or more resamples and a level between 0 and 1. The defaults are 2000 and 0.95.',
    )
  return { resamples, level }
}

/** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (position - below) * (sorted[above] - sorted[below])
}
