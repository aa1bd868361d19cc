/** Rows of finding 2: the answers of one retrieval task. */
import type { CellItem } from '../../contract'
import { failureOf } from '../../core/answers'
import type { RetrievalRow } from '../../core/findings'
import type { ExperimentContents } from '../contents'
import { listVariants } from '../measures/variants'

export function collectRetrievalRows({ manifest, cells }: ExperimentContents, task: number): RetrievalRow[] {
  const variants = listVariants(manifest)
  return cells.flatMap((cell) => {
    if (cell.status !== 'done' || cell.task !== task) return []
    const { outcome, item } = cell
    if (outcome.kind !== 'answer' || item.kind === 'window') return []
    const variant = variants.find(({ model }) => model === cell.model)
    return [
      {
        model: variant?.modelLabel ?? String(cell.model),
        extension: cell.extension,
        contextTokens: cell.contextTokens,
        ...placeOf(item),
        passed: outcome.passed,
        failure: failureOf(outcome),
        entropyNats: outcome.uncertainty.entropyNats,
        normalizedEntropy: outcome.uncertainty.normalizedEntropy,
      },
    ]
  })
}

/** Samples of RULER have their needles where chance put them: depth is no axis there. */
function placeOf(
  item: Exclude<CellItem, { kind: 'window' }>,
): Pick<RetrievalRow, 'subtask' | 'depthPercent' | 'repeat'> {
  return item.kind === 'prompt'
    ? { subtask: null, depthPercent: item.depthPercent, repeat: item.repeat }
    : { subtask: item.subtask, depthPercent: null, repeat: item.sample }
}
