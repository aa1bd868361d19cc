import type { RotaryGeometry, Scale } from '../../contract'

/** s >= 1; `auto` is max(1, n / L). */
export function resolveScale(
  scale: Scale,
  input: Pick<RotaryGeometry, 'trainedContextTokens'> & { contextTokens: number },
): number {
  return scale === 'auto' ? Math.max(1, input.contextTokens / input.trainedContextTokens) : scale
}
