/** Which tokens are full stops, for any tokenizer. */
import type { Tokenizer } from '../../engine/ports'

export type FullStopTest = (token: number) => Promise<boolean>

/** True for a token whose text is "." once a leading space (or its mark, U+2581) is taken away. Texts are kept. */
export function createFullStopTest(tokenizer: Tokenizer): FullStopTest {
  const known = new Map<number, boolean>()
  return async (token) => {
    const answer = known.get(token) ?? /^[ \u2581]?\.$/.test(await tokenizer.decode(Int32Array.of(token)))
    known.set(token, answer)
    return answer
  }
}
