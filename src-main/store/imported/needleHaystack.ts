/** Results of gkamradt/LLMTest_NeedleInAHaystack: an object per context length and depth, scores 1 .. 10; one or a list of them. */
import { z } from 'zod'
import type { ImportedRow } from '../../contract'
import { computeMean, groupBy, toImportedRow } from './importedRow'
import { parseJsonOrNull } from './parseJsonOrNull'

const HIGHEST_SCORE = 10

const resultSchema = z.looseObject({
  model: z.string().optional(),
  context_length: z.int().min(0),
  depth_percent: z.number().min(0).max(100),
  score: z.coerce.number().min(0).max(HIGHEST_SCORE),
})

/** A score s becomes s / 10; results of the same length and depth are averaged. Null where the text is something else. */
export function readNeedleHaystack(text: string): ImportedRow[] | null {
  const value = parseJsonOrNull(text)
  const parsed = z
    .array(resultSchema)
    .min(1)
    .safeParse(Array.isArray(value) ? value : [value])
  if (!parsed.success) return null
  const cells = groupBy(parsed.data, ({ model, context_length, depth_percent }) =>
    JSON.stringify([model, context_length, depth_percent]),
  )
  return cells.map((results) =>
    toImportedRow({
      measure: 'score',
      task: 'needle',
      model: results[0].model ?? null,
      contextTokens: results[0].context_length,
      depthPercent: results[0].depth_percent,
      value: computeMean(results.map(({ score }) => score / HIGHEST_SCORE)),
      samples: results.length,
    }),
  )
}
