/** Random numbers of one part of an experiment, which do not depend on how many other parts there are. */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export interface DerivedRandom {
  /** Uniform integer first .. last, both included. */
  nextBetween(first: number, last: number): number
}

/**
 * A generator for the path `(seed, ...path)`, e.g. (seed, task index, repeat). Equal paths draw equal numbers.
 *
 * @param seed integer 0 .. 2^32 - 1
 * @param path integers 0 .. 2^32 - 1
 */
export function deriveRandom(seed: number, ...path: readonly number[]): DerivedRandom {
  const generator = xoroshiro128plus(path.reduce(mix, mix(0, seed)))
  return { nextBetween: (first, last) => uniformInt(generator, first, last) }
}

/** 32-bit finaliser of MurmurHash3 (Appleby, `fmix32`) over a state and one more word. */
function mix(state: number, word: number): number {
  let hash = (Math.imul(state, 31) + word + 0x9e3779b9) | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
