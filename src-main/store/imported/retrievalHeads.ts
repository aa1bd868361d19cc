/** Scores of nightdessert/Retrieval_Head (`head_score/*.json`): `{ "layer-head": [a score per detection] }`. */
import { z } from 'zod'
import type { ImportedRow } from '../../contract'
import { computeMean, toImportedRow } from './importedRow'
import { parseJsonOrNull } from './parseJsonOrNull'

/** The original counts repeated tokens, so single scores may exceed 1 a little. */
const scoresSchema = z.record(z.string().regex(/^\d{1,4}-\d{1,4}$/), z.array(z.number().min(0).max(2)).min(1))

/** A row per head with its mean; null where the text is something else. */
export function readRetrievalHeads(text: string): ImportedRow[] | null {
  const parsed = scoresSchema.safeParse(parseJsonOrNull(text.split('\n', 1)[0]) ?? parseJsonOrNull(text))
  if (!parsed.success || Object.keys(parsed.data).length === 0) return null
  return Object.entries(parsed.data).map(([name, scores]) => {
    const [layer, head] = name.split('-').map(Number)
    return toImportedRow({
      measure: 'retrievalScore',
      layer,
      head,
      value: computeMean(scores),
      samples: scores.length,
    })
  })
}
