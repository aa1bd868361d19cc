/** What of `measure`'s own options lets a text be measured that memory does not hold. */
import type { MemoryEstimate } from '../contract'

/** Options that decide the length, where they are given. */
export interface AskedLength {
  readonly context?: number
  readonly tokens?: number
}

/**
 * The estimate's own advice names settings that only an experiment spec has. Before the model is loaded, the length of a whole
 * text is not known and stands as one token: what is too much then is the model.
 */
export function adviseMeasure(
  { weightBytes, freeBytes }: Pick<MemoryEstimate, 'weightBytes' | 'freeBytes'>,
  weights: 'loaded' | 'to-load',
  asked: AskedLength,
): string {
  const wholeText = asked.context === undefined && asked.tokens === undefined
  const tooHeavy = weights === 'to-load' && (wholeText || weightBytes > freeBytes)
  const remedy = tooHeavy ? 'Choose a model with stronger quantisation' : adviseLength(asked)
  return `${remedy}, or go on all the same with --ignore-memory-estimate.`
}

function adviseLength({ context, tokens }: AskedLength): string {
  if (context !== undefined) return 'Lower --context'
  return tokens === undefined ? 'Read fewer tokens with --tokens' : 'Lower --tokens'
}
