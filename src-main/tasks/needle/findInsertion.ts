/** Where a needle goes: behind a full stop, as Kamradt's test does it. */
import type { FullStopTest } from './fullStops'

/**
 * Tokens before the needle. Depth 100 appends; otherwise `int(tokens x depth / 100)` and from there back to the nearest token
 * that is a full stop; 0 where there is none (gkamradt/LLMTest_NeedleInAHaystack `llm_needle_haystack_tester.py`).
 *
 * @param haystack token ids
 * @param isFullStop whether a token's text without its space mark is "."
 */
export async function findInsertion(
  haystack: readonly number[],
  depthPercent: number,
  isFullStop: FullStopTest,
): Promise<number> {
  if (depthPercent === 100) return haystack.length
  for (let before = Math.floor((haystack.length * depthPercent) / 100); before > 0; before--)
    if (await isFullStop(haystack[before - 1])) return before
  return 0
}
