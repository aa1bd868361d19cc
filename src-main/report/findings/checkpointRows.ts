/** Rows of finding 3: the answers, or without a retrieval task the windows, of the checkpoints compared. */
import { rulerSubtasks, taskFamily } from '../../contract'
import type { CellItem, FinishedCell } from '../../contract'
import type { CheckpointRow } from '../../core/findings'
import type { ExperimentContents } from '../contents'
import { finishedCellsOf, type Variant } from '../measures/variants'

/** More than a task's samples: keeps those of two subtasks apart. */
const subtaskStride = 100_000

/** Rows of one task: the first that asks for answers, else the first. */
export function collectCheckpointRows(
  contents: ExperimentContents,
  variants: readonly Variant[],
): CheckpointRow[] {
  const retrieval = contents.manifest.spec.tasks.findIndex(({ kind }) => taskFamily(kind) === 'answer')
  const task = Math.max(retrieval, 0)
  return variants.flatMap((variant) =>
    finishedCellsOf(contents.cells, variant)
      .filter((cell) => cell.task === task)
      .map((cell) => toRow(variant.label, cell)),
  )
}

function toRow(checkpoint: string, cell: FinishedCell): CheckpointRow {
  const { item, outcome, contextTokens } = cell
  const place = {
    checkpoint,
    unit: item.kind === 'window' ? ('window' as const) : ('prompt' as const),
    contextTokens,
    depthPercent: item.kind === 'prompt' ? item.depthPercent : null,
    repeat: toRepeat(item),
  }
  if (outcome.kind === 'perplexity')
    return {
      ...place,
      passed: null,
      entropyNats: cell.observation.meanEntropyNats,
      meanNllNats: outcome.meanNllNats,
    }
  return {
    ...place,
    passed: outcome.passed,
    entropyNats: outcome.uncertainty.entropyNats,
    meanNllNats: outcome.expectedTokens > 0 ? -outcome.expectedLogProbability / outcome.expectedTokens : null,
  }
}

function toRepeat(item: CellItem): number {
  switch (item.kind) {
    case 'window':
      return item.window
    case 'prompt':
      return item.repeat
    case 'sample':
      return subtaskStride * rulerSubtasks.findIndex((subtask) => subtask === item.subtask) + item.sample
  }
}
