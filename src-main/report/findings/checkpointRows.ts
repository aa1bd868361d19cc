/** Rows of finding 3: the answers to one task, or its windows, of the checkpoints compared. */
import { rulerSubtasks } from '../../contract'
import type { CellItem, FinishedCell } from '../../contract'
import type { CheckpointRow } from '../../core/findings'
import type { ExperimentContents } from '../contents'
import { finishedCellsOf, type Variant } from '../measures/variants'

/** More than a task's samples: keeps those of two subtasks apart. */
const subtaskStride = 100_000

export function collectCheckpointRows(
  contents: ExperimentContents,
  variants: readonly Variant[],
  task: number,
): CheckpointRow[] {
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
