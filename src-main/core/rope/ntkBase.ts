/**
 * The NTK-aware base b' = b s^(d/(d-2)): j = 0 is unchanged and the last pair equals linear interpolation exactly.
 * Source: bloc97 (reddit r/LocalLLaMA 14lz7j5); YaRN (arXiv 2309.00071), definition 1.
 */
export function computeNtkBase(ropeBase: number, scale: number, rotaryDimensions: number): number {
  return ropeBase * scale ** (rotaryDimensions / (rotaryDimensions - 2))
}
