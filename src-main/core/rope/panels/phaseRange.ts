import type { RotaryGeometry } from '../../../contract'
import { computePlainFrequencies } from '../plainFrequencies'

/** Largest phases of one pair, in rad. */
export interface PhaseRange {
  /** theta_j L: the largest seen in training. */
  readonly trainedPhase: number
  /** theta'_j n: the largest in a run of n tokens. */
  readonly runPhase: number
  /**
   * Phases never seen: runPhase > trainedPhase, on a pair that did not complete a turn in training. A pair that did has
   * seen every phase there is.
   */
  readonly outOfRange: boolean
}

/**
 * Per pair, what a run asks of a model against what training showed it [d/2].
 * @param inverseFrequencies rad/token of the extension [d/2]
 */
export function comparePhases(
  inverseFrequencies: Float64Array,
  geometry: RotaryGeometry,
  contextTokens: number,
): PhaseRange[] {
  const plain = computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase)
  return Array.from(plain, (theta, j) => {
    const trainedPhase = theta * geometry.trainedContextTokens
    const runPhase = inverseFrequencies[j] * contextTokens
    const exceeds = runPhase > trainedPhase * (1 + ROUNDING)
    return { trainedPhase, runPhase, outOfRange: exceeds && trainedPhase < 2 * Math.PI }
  })
}

/** Interpolation to exactly n = s L comes back to theta L within rounding: that is in range. */
const ROUNDING = 1e-12
