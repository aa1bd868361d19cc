/** A rank correlation over the points of a scatter, each the mean of rows that are resampled. */
import { computeStratifiedRho, createSpearmanEvaluate } from '../statistics'

/** A window or a prompt: what it adds to its point. */
export interface PointRow {
  /** Index of its point. */
  readonly point: number
  /** Null where the row says nothing about this axis. */
  readonly x: number | null
  readonly y: number | null
}

/** A rank correlation of three points is +-1 or +-1/2: it says nothing. */
const FEWEST_POINTS = 4

/**
 * Spearman's rho over the points of each model, averaged over models: models differ in what their divergence means. Points
 * without a drawn row on either axis drop out.
 *
 * @param stratumOfPoint given: rho inside these, so that what differs between them is taken out
 * @param weights how often each row occurs [rows]
 * @returns rho, or in words why there is none
 */
export function correlatePoints(
  rows: readonly PointRow[],
  modelOfPoint: readonly string[],
  weights: ArrayLike<number>,
  stratumOfPoint?: readonly number[],
): number | string {
  const x = averageByPoint(rows, modelOfPoint.length, weights, (row) => row.x)
  const y = averageByPoint(rows, modelOfPoint.length, weights, (row) => row.y)
  let total = 0
  let models = 0
  let reason = 'no length beyond the trained one has both'
  for (const model of new Set(modelOfPoint)) {
    const points = modelOfPoint.flatMap((name, point) =>
      name === model && !Number.isNaN(x[point]) && !Number.isNaN(y[point]) ? [point] : [],
    )
    const rho = correlateMeans(
      points.map((point) => x[point]),
      points.map((point) => y[point]),
      stratumOfPoint && points.map((point) => stratumOfPoint[point]),
    )
    if (typeof rho === 'string') reason = rho
    else {
      total += rho
      models++
    }
  }
  return models > 0 ? total / models : reason
}

/** Weighted mean by point; NaN where no row counts. */
function averageByPoint(
  rows: readonly PointRow[],
  points: number,
  weights: ArrayLike<number>,
  read: (row: PointRow) => number | null,
): Float64Array {
  const sum = new Float64Array(points)
  const count = new Float64Array(points)
  rows.forEach((row, i) => {
    const value = read(row)
    if (value === null) return
    sum[row.point] += weights[i] * value
    count[row.point] += weights[i]
  })
  return sum.map((value, point) => value / count[point])
}

function correlateMeans(
  x: readonly number[],
  y: readonly number[],
  strata: readonly number[] | undefined,
): number | string {
  if (x.length < FEWEST_POINTS)
    return `${x.length} ${x.length === 1 ? 'point' : 'points'} of extension and length beyond the trained one: a correlation needs at least ${FEWEST_POINTS}`
  if (strata !== undefined) return computeStratifiedRho(x, y, strata)
  return createSpearmanEvaluate(x, y)(new Int32Array(x.length).fill(1))
}
