import type { RotaryGeometry } from '../../../contract'
import { computePlainFrequencies } from '../plainFrequencies'
import { computeRotations } from './wavelengths'

/**
 * Pairs that did not turn once in training, lambda_j > L: all j from `first` on.
 * Beyond L these alone meet phases that the model has never seen.
 */
export interface NeverCompletedPairs {
  readonly count: number
  /** null where every pair completes a turn. */
  readonly first: number | null
}

export function findNeverCompletedPairs(geometry: RotaryGeometry): NeverCompletedPairs {
  const plain = computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase)
  const first = computeRotations(plain, geometry.trainedContextTokens).findIndex((turns) => turns < 1)
  return first < 0 ? { count: 0, first: null } : { count: plain.length - first, first }
}

/**
 * The critical dimension 2 ceil((d/2) log_b(L / 2 pi)): channels below it completed a turn in training; in 0 .. d.
 * Source: Liu et al. (arXiv 2310.05209).
 */
export function computeCriticalDimension(geometry: RotaryGeometry): number {
  const { rotaryDimensions: d, ropeBase: b, trainedContextTokens: L } = geometry
  const dimension = 2 * Math.ceil(((d / 2) * Math.log(L / (2 * Math.PI))) / Math.log(b))
  return Math.min(d, Math.max(0, dimension))
}
