/** The log of llama.cpp's perplexity tool (`tools/perplexity/perplexity.cpp`): one estimate over chunks of n_ctx tokens. */
import type { ImportedRow } from '../../contract'
import { toImportedRow } from './importedRow'

const ESTIMATE =
  /Final estimate: PPL = (\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?: \+\/- (\d+(?:\.\d+)?(?:e[+-]?\d+)?))?/i
const CHUNKS = /calculating perplexity over (\d+) chunks, n_ctx=(\d+)/
const MODEL = /general\.name\s+str\s+= (.+)/

/** Null where the text is no such log, or one that ended before the estimate. */
export function readLlamaPerplexity(text: string): ImportedRow[] | null {
  const estimate = ESTIMATE.exec(text)
  if (estimate === null) return null
  const chunks = CHUNKS.exec(text)
  return [
    toImportedRow({
      measure: 'perplexity',
      value: Number(estimate[1]),
      standardError: estimate[2] === undefined ? null : Number(estimate[2]),
      samples: chunks === null ? null : Number(chunks[1]),
      contextTokens: chunks === null ? null : Number(chunks[2]),
      model: MODEL.exec(text)?.[1].trim() ?? null,
    }),
  ]
}
