/** Seeded choices: the same seed and case give the same mutant on every machine. */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export interface Random {
  /** first .. last, both included. */
  integer(first: number, last: number): number
  choose<T>(values: readonly T[]): T
}

export function createRandom(seed: number, index: number): Random {
  const generator = xoroshiro128plus(mix(mix(seed) + index))
  const integer = (first: number, last: number): number => uniformInt(generator, first, last)
  return { integer, choose: (values) => values[integer(0, values.length - 1)] }
}

/** Neighbouring seeds of the generator give related numbers; this finaliser (MurmurHash3, 32 bits) takes them apart. */
function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
