/** Results of gkamradt/LLMTest_NeedleInAHaystack: an object per context length and depth, scores 1 .. 10; one or a list of them. */
import { z } from 'zod'
import { RopewalkError, type ImportedRow } from '../../contract'
import { computeMean, groupBy, toImportedRow } from './importedRow'
import { parseJsonOrNull } from './parseJsonOrNull'
import { readDecimal } from './readDecimal'

const HIGHEST_SCORE = 10

const resultSchema = z.looseObject({
  model: z.string().optional(),
  context_length: z.int().min(0),
  depth_percent: z.number().min(0).max(100),
  score: z.unknown(),
})

/**
 * A score s becomes s / 10; results of the same length and depth are averaged. Null where the text is something else.
 * @throws RopewalkError `import.unreadable` for a score that is none
 */
export function readNeedleHaystack(text: string, fileName: string): ImportedRow[] | null {
  const value = parseJsonOrNull(text)
  const parsed = z
    .array(resultSchema)
    .min(1)
    .safeParse(Array.isArray(value) ? value : [value])
  if (!parsed.success || parsed.data.some((result) => !('score' in result))) return null
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
      value: computeMean(results.map(({ score }) => requireScore(score, fileName) / HIGHEST_SCORE)),
      samples: results.length,
    }),
  )
}

function requireScore(score: unknown, fileName: string): number {
  const value = typeof score === 'string' ? readDecimal(score) : score
  if (typeof value === 'number' && value >= 0 && value <= HIGHEST_SCORE) return value
  throw new RopewalkError(
    'import.unreadable',
    `Score that is none in ${fileName}: ${JSON.stringify(score)}. Expected a number of 0 to ${HIGHEST_SCORE}. ` +
      'Take the result without a score out of the file.',
    { fileName },
  )
}
