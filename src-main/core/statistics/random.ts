/** The seeded source that every resampling draws from, so that a result repeats to the last digit. */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { mersenne } from 'pure-rand/generator/mersenne'
import { RopewalkError } from '../../contract'

export interface RandomSource {
  /** Uniform integer 0 .. bound - 1. */
  nextBelow(bound: number): number
}

/**
 * Mersenne Twister MT19937 (Matsumoto and Nishimura 1998).
 *
 * @param seed integer 0 .. 2^32 - 1
 * @throws RopewalkError `input.invalid` for any other seed
 */
export function createRandomSource(seed: number): RandomSource {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new RopewalkError(
      'input.invalid',
      `Unusable seed: ${seed}. Expected an integer from 0 to 4294967295. Choose one and keep it with the result.`,
    )
  const generator = mersenne(seed)
  return { nextBelow: (bound) => uniformInt(generator, 0, bound - 1) }
}
