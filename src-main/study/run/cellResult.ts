/** What running a cell came to. */
import type { CellOutcome, NamedTensor, Observation } from '../../contract'
import { InvariantError } from '../../contract'

export interface CellResult {
  readonly outcome: CellOutcome
  readonly observation: Observation
  /** Besides those of the observation. */
  readonly tensors: readonly NamedTensor[]
  readonly evaluatedTokens: number
  readonly reusedTokens: number
}

export function requireObservation(observation: Observation | null): Observation {
  if (observation === null) throw new InvariantError('The engine observed nothing though it was asked to.')
  return observation
}
