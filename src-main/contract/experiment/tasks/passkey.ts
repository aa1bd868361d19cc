/** What a passkey task says. */
import { z } from 'zod'
import { depthList, newTokenCount, positiveInteger, repeatCount, textPath } from './fields'

const keyNumber = z.int().min(1).max(999_999_999_999)

export const passkeyTaskSchema = z.strictObject({
  kind: z.literal('passkey'),
  /** Depth of the needle in percent of the filler. */
  depths: depthList,
  repeats: repeatCount.default(4),
  /** Digits of the key; every key has exactly this many, unless `keyRange` says otherwise. */
  digits: positiveInteger.max(12).default(5),
  /** Keys drawn from `first` to `last` instead, of any number of digits; 1 to 50,000 is the original test. */
  keyRange: z.strictObject({ first: keyNumber, last: keyNumber }).optional(),
  /** `token-exact` generates as many tokens as the key has and wants these very tokens (LongLoRA). */
  scoring: z.enum(['first-number', 'token-exact']).default('first-number'),
  maxNewTokens: newTokenCount.default(10),
  /** Filler text to use instead of the fixed sentences. */
  text: textPath.optional(),
})

export type PasskeyTaskSpec = z.infer<typeof passkeyTaskSchema>
