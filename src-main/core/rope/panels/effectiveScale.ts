/**
 * The NTK-aware scale that a base B stands for on a model of base b: (B/b)^((d-2)/d), 1 where B = b. Inverts
 * b' = b s^(d/(d-2)) (YaRN, arXiv 2309.00071, definition 1).
 */
export function computeEffectiveScale(base: number, ropeBase: number, rotaryDimensions: number): number {
  return (base / ropeBase) ** ((rotaryDimensions - 2) / rotaryDimensions)
}
