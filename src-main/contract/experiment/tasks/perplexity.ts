/** What a perplexity task says. */
import { z } from 'zod'
import { positiveInteger, textPath } from './fields'

export const perplexityTaskSchema = z.strictObject({
  kind: z.literal('perplexity'),
  text: textPath,
  /** Definitions: docs/protocols.md. Never compare two protocols with one another. */
  protocol: z.enum(['full-window', 'sliding-window', 'half-window']).default('full-window'),
  /** Disjoint windows (full, half) or documents (sliding) taken from the text. */
  windows: positiveInteger.max(10_000).default(4),
  /** Tokens between window starts; sliding-window only. */
  strideTokens: positiveInteger.default(256),
  /** How sliding windows are averaged: over tokens, or over window means. */
  weighting: z.enum(['token', 'window']).default('token'),
  /** NLL of the last K tokens of a window, for a fair comparison across lengths. */
  lastTokens: positiveInteger.default(64),
})

export type PerplexityTaskSpec = z.infer<typeof perplexityTaskSchema>
