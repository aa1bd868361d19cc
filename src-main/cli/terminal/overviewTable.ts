/** The result of an experiment as a terminal table: perplexity, passes and entropy by extension and length. */
import type { OverviewRow, TaskResult } from '../../report'
import { formatNumber, formatTable, type TerminalColumn } from './formatTable'
import { safeText } from './safeText'

interface OverviewColumn extends TerminalColumn {
  readonly read: (row: OverviewRow) => string
}

/** A column for each measure of each task, by its name where several have it; columns without a single value are left out. */
export function formatOverview(rows: readonly OverviewRow[]): string {
  const shown = listColumns(rows).filter(({ read }) => rows.some((row) => read(row) !== '-'))
  return formatTable(
    shown,
    rows.map((row) => shown.map(({ read }) => read(row))),
  )
}

function listColumns(rows: readonly OverviewRow[]): OverviewColumn[] {
  return [
    { name: 'model', align: 'left', read: ({ variant }) => safeText(variant.modelLabel) },
    { name: 'extension', align: 'left', read: ({ variant }) => safeText(variant.extension) },
    { name: 'context', align: 'right', read: ({ contextTokens }) => String(contextTokens) },
    ...ofTasks(rows, 'perplexity', ({ perplexity }) => formatNumber(perplexity, 2)),
    ...ofTasks(rows, 'passed', ({ passes, prompts }) => (prompts === 0 ? '-' : `${passes}/${prompts}`)),
    ...ofTasks(rows, 'entropy answering/nats', (task) => formatNumber(task.answerEntropyNats, 3)),
    ...ofTasks(rows, 'entropy reading/nats', (task) => formatNumber(task.readingEntropyNats, 3)),
  ]
}

/** A measure of every task that has it, under the task's name where there are several. */
function ofTasks(
  rows: readonly OverviewRow[],
  name: string,
  read: (task: TaskResult) => string,
): OverviewColumn[] {
  const named = (rows.at(0)?.tasks ?? []).filter((_, task) =>
    rows.some(({ tasks }) => read(tasks[task]) !== '-'),
  )
  return named.map(({ task, name: taskName }) => ({
    name: named.length === 1 ? name : `${name} (${safeText(taskName)})`,
    align: 'right',
    read: ({ tasks }) => read(tasks[task]),
  }))
}
