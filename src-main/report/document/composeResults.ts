/** The results as one long table, a row per model, extension and length: what a spreadsheet or a data frame wants. */
import type { ExperimentContents } from '../contents'
import { computeOverview } from '../measures/overview'
import { contextColumn, countColumn, extensionColumn, modelColumn, numberColumn } from './columns'
import type { Table } from './model'

export function composeResults(contents: ExperimentContents): Table {
  return {
    caption: 'Results by model, extension and context length',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      countColumn('Trained length', 'tokens'),
      numberColumn('Perplexity', '', 2),
      numberColumn('Pass rate', '', 2),
      countColumn('Passes'),
      countColumn('Prompts'),
      numberColumn('Reading entropy', 'nats', 2),
      numberColumn('Answer entropy', 'nats', 2),
    ],
    rows: computeOverview(contents).map((row) => [
      row.variant.modelLabel,
      row.variant.extension,
      row.contextTokens,
      row.variant.trainedContextTokens,
      row.perplexity,
      row.passRate,
      row.passRate === null ? null : row.passes,
      row.passRate === null ? null : row.prompts,
      row.readingEntropyNats,
      row.answerEntropyNats,
    ]),
  }
}
