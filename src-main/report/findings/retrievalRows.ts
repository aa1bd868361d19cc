/** Rows of finding 2: the answers of one retrieval task. */
import type { RetrievalRow } from '../../core/findings'
import type { ExperimentContents } from '../contents'
import { listVariants } from '../measures/variants'

export function collectRetrievalRows({ manifest, cells }: ExperimentContents, task: number): RetrievalRow[] {
  const variants = listVariants(manifest)
  return cells.flatMap((cell) => {
    if (cell.status !== 'done' || cell.task !== task) return []
    const { outcome, item } = cell
    if (outcome.kind !== 'answer' || item.kind !== 'prompt') return []
    const variant = variants.find(({ model }) => model === cell.model)
    return [
      {
        model: variant?.modelLabel ?? String(cell.model),
        extension: cell.extension,
        contextTokens: cell.contextTokens,
        depthPercent: item.depthPercent,
        repeat: item.repeat,
        passed: outcome.passed,
        entropyNats: outcome.uncertainty.entropyNats,
        normalizedEntropy: outcome.uncertainty.normalizedEntropy,
      },
    ]
  })
}
