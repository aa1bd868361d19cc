/** Results of other tools, recognised by what they look like. */
import { RopewalkError, type ImportedResults, type ImportedRow, type ImportedTool } from '../../contract'
import { computeSha256 } from '../archive/readArchive'
import { decodeText } from './decodeText'
import { readLlamaPerplexity } from './llamaPerplexity'
import { readNeedleHaystack } from './needleHaystack'
import { readRetrievalHeads } from './retrievalHeads'
import { readRuler } from './ruler'
import { readYarnPerplexity } from './yarnPerplexity'

type Reader = (text: string, fileName: string) => ImportedRow[] | null

/** In the order they are tried; none of them takes what is of another. */
const READERS: readonly (readonly [ImportedTool, Reader])[] = [
  ['yarn-perplexity', readYarnPerplexity],
  ['retrieval-heads', readRetrievalHeads],
  ['needle-haystack', readNeedleHaystack],
  ['ruler', readRuler],
  ['llama-perplexity', readLlamaPerplexity],
]

/** Larger than any result file of these tools; predictions hold answers, not prompts. */
const MAX_IMPORT_BYTES = 2 ** 28

/**
 * @param fileName without folders; RULER's files are named after their task
 * @throws RopewalkError `import.unreadable`
 */
export function importResults(content: Uint8Array, fileName: string): ImportedResults {
  if (content.length <= MAX_IMPORT_BYTES) {
    const text = decodeText(content)
    for (const [tool, read] of READERS) {
      const rows = read(text, fileName)
      if (rows === null) continue
      const source = { tool, fileName, sha256: computeSha256(content), bytes: content.length }
      return { format: 'ropewalk-imported', version: 1, source, rows }
    }
    refuseNoNumber(text, fileName)
  }
  throw new RopewalkError(
    'import.unreadable',
    `Results in no known format: ${fileName}. Expected a log of llama-perplexity, needle-in-a-haystack JSON, RULER ` +
      'predictions (jsonl), retrieval-head scores (JSON) or a perplexity table of YaRN (CSV). Check that the file is whole.',
    { fileName, bytes: content.length },
  )
}

/** Python writes them into JSON, where no reader takes them. */
function refuseNoNumber(text: string, fileName: string): void {
  if (!/^\s*[[{]/.test(text)) return
  const found = /NaN|-?Infinity/.exec(text.replaceAll(/"(?:\\.|[^"\\])*"/g, '""'))
  if (found === null) return
  throw new RopewalkError(
    'import.unreadable',
    `Value that is no number in ${fileName}: ${found[0]}. Expected numbers only. Take that result out of the file.`,
    { fileName },
  )
}
