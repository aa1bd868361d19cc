/** Where a needle goes: behind a full stop, as Kamradt's test does it, or behind another sentence where none is near. */
import { countNearTokens, findNearbyEnd, type PieceEncoder } from '../prompt'
import type { FullStopTest } from './fullStops'

/**
 * Tokens before the needle. Depth 100 appends; otherwise `int(tokens x depth / 100)` and from there back to the nearest token
 * that is a full stop, or to the beginning (gkamradt/LLMTest_NeedleInAHaystack `llm_needle_haystack_tester.py`). In texts whose
 * sentences do not end so the original puts needles of several depths at one place: without a full stop near, the sentence end
 * nearest by Unicode rules is taken, else the place itself.
 *
 * @param haystack token ids
 * @param isFullStop whether a token's text without its space mark is "."
 */
export async function findInsertion(
  haystack: readonly number[],
  depthPercent: number,
  isFullStop: FullStopTest,
  decode: PieceEncoder['decode'],
): Promise<number> {
  if (depthPercent === 100) return haystack.length
  const wanted = Math.floor((haystack.length * depthPercent) / 100)
  if (wanted === 0) return 0
  const near = countNearTokens(haystack.length)
  const first = Math.max(0, wanted - near)
  for (let before = wanted; before > first; before--)
    if (await isFullStop(haystack[before - 1])) return before
  if (first === 0)
    for (const token of haystack.slice(wanted, wanted + near)) if (await isFullStop(token)) return 0
  return findNearbyEnd(haystack, wanted, decode)
}
