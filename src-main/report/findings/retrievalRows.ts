/** Rows of finding 2: the answers of one retrieval task. */
import type { CellItem } from '../../contract'
import { failureOf, findDepthRow } from '../../core/answers'
import type { RetrievalRow } from '../../core/findings'
import type { ExperimentContents } from '../contents'
import { listDepths } from '../measures/depths'
import { listVariants } from '../measures/variants'

export function collectRetrievalRows({ manifest, cells }: ExperimentContents, task: number): RetrievalRow[] {
  const variants = listVariants(manifest)
  const depths = listDepths(manifest.spec.tasks[task])
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
        ...placeOf(item, outcome.placedDepthPercent, depths),
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
  reachedPercent: number,
  depths: readonly number[],
): Pick<RetrievalRow, 'subtask' | 'depthPercent' | 'reachedRowPercent' | 'repeat'> {
  if (item.kind === 'sample') return { subtask: item.subtask, depthPercent: null, repeat: item.sample }
  const { depthPercent, repeat } = item
  const reachedRowPercent = findDepthRow(reachedPercent, depthPercent, depths)
  return { subtask: null, depthPercent, reachedRowPercent, repeat }
}
