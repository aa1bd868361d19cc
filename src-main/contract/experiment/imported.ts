/** Results of another tool, in words of ours: an `imported.json` to set beside an experiment. */
import { z } from 'zod'

export const IMPORTED_TOOLS = [
  'llama-perplexity',
  'needle-haystack',
  'ruler',
  'retrieval-heads',
  'yarn-perplexity',
] as const

const count = z.int().min(0)

const importedRowSchema = z.looseObject({
  /** `perplexity`, 1 and above; `score` and `retrievalScore`, 0 .. 1. */
  measure: z.enum(['perplexity', 'score', 'retrievalScore']),
  /** As the other tool names it; null where it does not. */
  model: z.string().nullable(),
  task: z.string().nullable(),
  contextTokens: count.nullable(),
  depthPercent: z.number().min(0).max(100).nullable(),
  layer: count.nullable(),
  head: count.nullable(),
  value: z.number(),
  /** As the other tool states it. */
  standardError: z.number().min(0).nullable(),
  /** Windows, prompts or detections behind the value. */
  samples: count.nullable(),
})

export const importedResultsSchema = z.looseObject({
  format: z.literal('ropewalk-imported'),
  version: z.literal(1),
  source: z.looseObject({
    tool: z.enum(IMPORTED_TOOLS),
    fileName: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: count,
  }),
  rows: z.array(importedRowSchema).min(1),
})

export type ImportedTool = (typeof IMPORTED_TOOLS)[number]
export type ImportedRow = z.infer<typeof importedRowSchema>
export type ImportedResults = z.infer<typeof importedResultsSchema>
