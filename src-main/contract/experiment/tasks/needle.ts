/** What a needle-in-a-haystack task says. Fields left out take the protocol's values (docs/protocols.md). */
import { z } from 'zod'
import { depthList, newTokenCount, positiveInteger, repeatCount, textPath } from './fields'

const wording = z.string().min(1).max(4000)

/** When an answer passes. */
const needlePassSchema = z.discriminatedUnion('rule', [
  /** Every phrase stands in the answer, in any case of letters. */
  z.strictObject({ rule: z.literal('all-phrases'), phrases: z.array(wording).min(1).max(100) }),
  /** At least this fraction of the expected answer's words stands in the answer. */
  z.strictObject({ rule: z.literal('recall'), atLeast: z.number().min(0).max(1).default(0.5) }),
  /** The first number of the answer is the expected one. */
  z.strictObject({ rule: z.literal('first-number') }),
])

export const needleTaskSchema = z.strictObject({
  kind: z.literal('needle'),
  /** Prompt, needle, question, pass rule and new tokens that go together. */
  protocol: z.enum(['fu', 'kamradt', 'passkey']).default('fu'),
  /** The haystack: files joined in this order. Moby Dick where left out. */
  texts: z
    .array(textPath)
    .min(1)
    .max(1000)
    .default(['bundled:moby-dick-training.txt', 'bundled:moby-dick-heldout.txt']),
  /** Begin the haystack again where it is shorter than the context. */
  repeatHaystack: z.boolean().default(false),
  /** Depth of the needle in percent of the haystack. */
  depths: depthList.default([0, 11, 22, 33, 44, 56, 67, 78, 89, 100]),
  /** Prompts per length and depth. The first begins where the haystack begins, the others at a drawn sentence. */
  repeats: repeatCount.default(1),
  /** Needle, question and answer of one's own, all three or none. `{key}` is a number drawn for each repeat. */
  needle: wording.optional(),
  question: wording.optional(),
  answer: wording.optional(),
  /** With an answer of one's own and no rule, that answer is the one phrase wanted. */
  pass: needlePassSchema.optional(),
  /** Digits of `{key}`; every key has exactly this many. */
  digits: positiveInteger.max(12).default(5),
  /** The prompt: `{context}` and `{question}` once each, no white space at the end. */
  template: z
    .string()
    .max(20_000)
    .regex(/^[^]*\{context\}[^]*\S$/, {
      error: 'Invalid string: expected text with {context} that does not end in white space',
    })
    .optional(),
  maxNewTokens: newTokenCount.optional(),
})

export type NeedleTaskSpec = z.infer<typeof needleTaskSchema>
export type NeedlePass = z.infer<typeof needlePassSchema>
