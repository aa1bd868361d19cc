/** Seeded choices: the same seed and case give the same mutant on every machine. */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export interface Random {
  /** first .. last, both included. */
  integer(first: number, last: number): number
  choose<T>(values: readonly T[]): T
}

export function createRandom(seed: number, index: number): Random {
  // Neighbouring seeds of the generator are correlated; a large odd step keeps cases apart.
  const generator = xoroshiro128plus((seed + Math.imul(index + 1, 0x9e3779b1)) | 0)
  const integer = (first: number, last: number): number => uniformInt(generator, first, last)
  return { integer, choose: (values) => values[integer(0, values.length - 1)] }
}
