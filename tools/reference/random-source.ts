/** Seeded random numbers for generated weights: the same seed gives the same model on every machine. */

export interface RandomSource {
  /** Uniform over 0 .. 2^32 - 1, 0 excluded. */
  nextWord(): number
  /** Standard normal. */
  nextNormal(): number
}

/** Xorshift with shifts 13, 17, 5 (Marsaglia 2003, "Xorshift RNGs", section 3); normals by Box and Muller. */
export function createRandomSource(seed: number): RandomSource {
  let state = Math.imul(seed + 1, 0x9e3779b1) || 1
  const nextWord = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  for (let warmUp = 0; warmUp < 16; warmUp++) nextWord()
  const nextFraction = () => nextWord() / 2 ** 32
  const nextNormal = () => Math.sqrt(-2 * Math.log(nextFraction())) * Math.cos(2 * Math.PI * nextFraction())
  return { nextWord, nextNormal }
}

/** `count` normals times `deviation`, around `mean`. */
export function generateNormals(
  random: RandomSource,
  count: number,
  deviation: number,
  mean = 0,
): Float32Array {
  return Float32Array.from({ length: count }, () => mean + deviation * random.nextNormal())
}
