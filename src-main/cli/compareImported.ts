/** Imported results beside those of an experiment: what was measured at the same context length. */
import type { ImportedResults, ImportedRow } from '../contract'
import { computeOverview, type ExperimentContents, type TaskResult } from '../report'

export interface ComparedRow {
  readonly measure: 'perplexity' | 'score'
  readonly contextTokens: number
  /** Of the other tool: its model, and its value averaged over depths and tasks. */
  readonly importedModel: string | null
  readonly imported: number
  readonly model: string
  readonly extension: string
  /** Name of the experiment's task. */
  readonly task: string
  /** Perplexity, or the share of prompts that passed. */
  readonly measured: number
}

/**
 * A row for every task and variant of the experiment and every imported model, at lengths that both have. Values are set side by
 * side, never pooled: texts, tokenizers and protocols of two tools differ.
 */
export function compareImported({ rows }: ImportedResults, contents: ExperimentContents): ComparedRow[] {
  const overview = computeOverview(contents)
  return (['perplexity', 'score'] as const).flatMap((measure) =>
    averageByLength(rows.filter((row) => row.measure === measure)).flatMap((theirs) =>
      overview
        .filter(({ contextTokens }) => contextTokens === theirs.contextTokens)
        .flatMap(({ variant, contextTokens, tasks }) =>
          tasks.flatMap((result) => {
            const measured = MEASURED[measure](result)
            if (measured === null) return []
            const { model: importedModel, value: imported } = theirs
            const { modelLabel: model, extension } = variant
            const { name: task } = result
            return [{ measure, contextTokens, importedModel, imported, model, extension, task, measured }]
          }),
        ),
    ),
  )
}

const MEASURED: Readonly<Record<ComparedRow['measure'], (task: TaskResult) => number | null>> = {
  perplexity: ({ perplexity }) => perplexity,
  score: ({ passRate }) => passRate,
}

function averageByLength(
  rows: readonly ImportedRow[],
): { model: string | null; contextTokens: number; value: number }[] {
  const groups = new Map<string, { model: string | null; contextTokens: number; values: number[] }>()
  for (const { model, contextTokens, value } of rows) {
    if (contextTokens === null) continue
    const name = JSON.stringify([model, contextTokens])
    const group = groups.get(name) ?? { model, contextTokens, values: [] }
    group.values.push(value)
    groups.set(name, group)
  }
  return [...groups.values()].map(({ model, contextTokens, values }) => ({
    model,
    contextTokens,
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
  }))
}
