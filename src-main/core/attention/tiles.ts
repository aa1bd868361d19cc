/** Attention pooled to tiles: of several heads to one map, and from binary16. */

/** Of one head or of several [maps, tiles], row-major; NaN where no cell is visible. */
export interface HeadTiles {
  readonly mean: ArrayLike<number>
  readonly max: ArrayLike<number>
}

/**
 * One map of several heads [tiles]: the mean of their means, and the largest cell of any of them, so that what a single head
 * does stays visible. Maps of one head are the same afterwards. NaN where no head sees a cell.
 *
 * @param maps indices of the maps taken from `of`, at least one
 * @param tiles of one map
 */
export function poolHeads(
  of: HeadTiles,
  maps: readonly number[],
  tiles: number,
): { mean: Float32Array; max: Float32Array } {
  const mean = new Float32Array(tiles)
  const max = new Float32Array(tiles).fill(NaN)
  const seen = new Uint32Array(tiles)
  for (const map of maps) {
    for (let tile = 0, at = map * tiles; tile < tiles; tile++, at++) {
      const largest = of.max[at]
      if (Number.isNaN(largest)) continue
      mean[tile] += of.mean[at]
      seen[tile]++
      if (!(max[tile] >= largest)) max[tile] = largest
    }
  }
  for (let tile = 0; tile < tiles; tile++) mean[tile] /= seen[tile]
  return { mean, max }
}

/** Values of IEEE 754 binary16 bit patterns [n]. */
export function decodeHalves(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, decodeHalf)
}

function decodeHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
