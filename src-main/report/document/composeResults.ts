/**
 * The results as one long table, a row per model, extension and length: what a spreadsheet or a data frame wants. A measure of
 * several tasks has a column for each, under the task's name.
 */
import type { ExperimentContents } from '../contents'
import { computeOverview, type OverviewRow, type TaskResult } from '../measures/overview'
import { listTasksOf, type NamedTask } from '../measures/taskNames'
import { contextColumn, countColumn, extensionColumn, modelColumn, numberColumn } from './columns'
import type { Column, Table, TableValue } from './model'

export function composeResults(contents: ExperimentContents): Table {
  const { tasks } = contents.manifest.spec
  const scored = listTasksOf(tasks, 'score')
  const answered = listTasksOf(tasks, 'answer')
  const ifAnswered = (read: (task: TaskResult) => number) => (task: TaskResult) =>
    task.passRate === null ? null : read(task)
  const measures = [
    ...ofTasks(scored, numberColumn('Perplexity', '', 2), ({ perplexity }) => perplexity),
    ...ofTasks(answered, numberColumn('Pass rate', '', 2), ({ passRate }) => passRate),
    ...ofTasks(
      answered,
      countColumn('Passes'),
      ifAnswered(({ passes }) => passes),
    ),
    ...ofTasks(
      answered,
      countColumn('Prompts'),
      ifAnswered(({ prompts }) => prompts),
    ),
    ...ofTasks(
      scored,
      numberColumn('Reading entropy', 'nats', 2),
      ({ readingEntropyNats }) => readingEntropyNats,
    ),
    ...ofTasks(
      answered,
      numberColumn('Answer entropy', 'nats', 2),
      ({ answerEntropyNats }) => answerEntropyNats,
    ),
  ]
  return {
    caption: 'Results by model, extension and context length',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      countColumn('Trained length', 'tokens'),
      ...measures.map(({ column }) => column),
    ],
    rows: computeOverview(contents).map((row) => [
      row.variant.modelLabel,
      row.variant.extension,
      row.contextTokens,
      row.variant.trainedContextTokens,
      ...measures.map(({ read }) => read(row)),
    ]),
  }
}

interface Measure {
  readonly column: Column
  readonly read: (row: OverviewRow) => TableValue
}

/** One empty column where no task of the family was run: the columns of an experiment with one task of each stay what they are. */
function ofTasks(
  tasks: readonly NamedTask[],
  column: Column,
  read: (task: TaskResult) => number | null,
): Measure[] {
  if (tasks.length === 0) return [{ column, read: () => null }]
  return tasks.map(({ task, name, isAlone }) => ({
    column: isAlone ? column : { ...column, group: name },
    read: ({ tasks: results }) => read(results[task]),
  }))
}
