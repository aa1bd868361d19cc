import type { NativeRotaryTable } from '../../index'

/** Frequencies as divisors of `ropeBase`'s powers; 1e30 keeps a pair from rotating. */
export function toNativeTable(
  {
    inverseFrequencies,
    attentionFactor,
  }: { readonly inverseFrequencies: ArrayLike<number>; readonly attentionFactor: number },
  ropeBase: number,
  applyToSlidingWindowLayers = false,
): NativeRotaryTable {
  const dimensions = 2 * inverseFrequencies.length
  const divisors = Float32Array.from(inverseFrequencies, (frequency, j) =>
    frequency === 0 ? 1e30 : ropeBase ** ((-2 * j) / dimensions) / frequency,
  )
  return { divisors, ropeBase, attentionFactor, applyToSlidingWindowLayers }
}
