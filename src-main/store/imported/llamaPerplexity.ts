/** The log of llama.cpp's perplexity tool (`tools/perplexity/perplexity.cpp`): one estimate over chunks of n_ctx tokens. */
import { RopewalkError, type ImportedRow } from '../../contract'
import { toImportedRow } from './importedRow'
import { readDecimal, requirePerplexity } from './readDecimal'

const ESTIMATES = /Final estimate: PPL = (\S+)(?:[ \t]+\+\/-[ \t]+(\S+))?/gi
const CHUNKS = /calculating perplexity over (\d+) chunks, n_ctx=(\d+)/g
const MODEL = /general\.name\s+str\s+= (.+)/g

/**
 * A row per run, of which a log may hold several. Null where the text is no such log, or one that ended before the estimate.
 * @throws RopewalkError `import.unreadable` for an estimate that is no number
 */
export function readLlamaPerplexity(text: string, fileName: string): ImportedRow[] | null {
  const estimates = [...text.matchAll(ESTIMATES)]
  const rows = estimates.map(({ 1: value, 2: error, index }, at) => {
    const before = text.slice(at === 0 ? 0 : estimates[at - 1].index, index)
    const chunks = [...before.matchAll(CHUNKS)].at(-1)
    return toImportedRow({
      measure: 'perplexity',
      value: requirePerplexity(value, fileName),
      standardError: error === undefined ? null : requireError(error, fileName),
      samples: chunks === undefined ? null : Number(chunks[1]),
      contextTokens: chunks === undefined ? null : Number(chunks[2]),
      model: [...before.matchAll(MODEL)].at(-1)?.[1].trim() ?? null,
    })
  })
  return rows.length === 0 ? null : rows
}

function requireError(text: string, fileName: string): number {
  const value = readDecimal(text)
  if (value !== null && value >= 0) return value
  throw new RopewalkError(
    'import.unreadable',
    `Error of a perplexity that is no number in ${fileName}: ${text}. Expected a number of at least 0. ` +
      'Find out what went wrong in that run, or leave it out of the file.',
    { fileName },
  )
}
