/** What permutation tests share: their settings and how counts become a p-value. */
import { RopewalkError } from '../../contract'

export interface PermutationSettings {
  readonly seed: number
  /** B, default 10 000. */
  readonly permutations?: number
}

const DEFAULT_PERMUTATIONS = 10_000

/** @throws RopewalkError `input.invalid` unless B is an integer of 1 or more */
export function checkPermutations(settings: PermutationSettings): number {
  const permutations = settings.permutations ?? DEFAULT_PERMUTATIONS
  if (!Number.isInteger(permutations) || permutations < 1)
    throw new RopewalkError(
      'input.invalid',
      `Unusable number of permutations: ${permutations}. Expected an integer of 1 or more. The default is 10000.`,
    )
  return permutations
}

/** p = (1 + #{as extreme}) / (1 + B): the data as they are count as one of the permutations, so p is never 0. */
export function permutationPValue(asExtreme: number, permutations: number): number {
  return (1 + asExtreme) / (1 + permutations)
}
