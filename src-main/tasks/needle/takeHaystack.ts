/** A haystack of an exact number of tokens, taken from sentences. */
import { RopewalkError } from '../../contract'
import type { HaystackUse } from '../../contract'
import type { PieceEncoder } from '../prompt'

export interface HaystackSource {
  readonly encoder: PieceEncoder
  /** Pieces of the text in order, each with the white space before it. At least one. */
  readonly sentences: readonly string[]
  readonly firstSentence: number
  /** White space before the first one. */
  readonly lead: string
  readonly tokens: number
  readonly repeats: 'refused' | 'allowed'
}

export interface TakenHaystack {
  readonly tokens: readonly number[]
  readonly use: HaystackUse
}

/**
 * Sentences from `firstSentence` on, round the end of the text to its beginning on a line of its own; the last one is cut at
 * a token.
 *
 * @throws RopewalkError `task.invalid` when the text ends first and may not be begun again
 */
export async function takeHaystack(source: HaystackSource): Promise<TakenHaystack> {
  const { sentences, firstSentence } = source
  const taken: number[] = []
  let units = 0
  while (taken.length < source.tokens) {
    if (units === sentences.length && source.repeats === 'refused') throw tooShort(source, taken.length)
    for (const token of await source.encoder.encode(writeSentence(source, units))) taken.push(token)
    units++
  }
  const cutTokens = taken.length - source.tokens
  taken.length = source.tokens
  return {
    tokens: taken,
    use: {
      tokens: source.tokens,
      firstUnit: firstSentence,
      units,
      cutTokens,
      passes: Math.max(1, Math.ceil(units / sentences.length)),
    },
  }
}

function writeSentence({ sentences, firstSentence, lead }: HaystackSource, unit: number): string {
  const index = (firstSentence + unit) % sentences.length
  if (unit === 0) return lead + sentences[index].trimStart()
  return index === 0 ? `\n${sentences[index].trimStart()}` : sentences[index]
}

function tooShort({ tokens }: HaystackSource, available: number): RopewalkError {
  return new RopewalkError(
    'task.invalid',
    `Haystack too short: ${available} tokens. Expected ${tokens} or more for this context. ` +
      'Name more texts, choose a shorter context, or set `repeatHaystack`.',
    { availableTokens: available, neededTokens: tokens },
  )
}
