/** Perplexity by length: one figure per perplexity task, since protocols are never drawn on one axis. */
import type { TaskOf } from '../../../contract'
import type { ExperimentContents } from '../../contents'
import { computePerplexityMeasures, type PerplexityMeasure } from '../../measures/perplexity'
import { contextColumn, countColumn, extensionColumn, modelColumn, numberColumn } from '../columns'
import type { Figure, Section, Table } from '../model'
import { listTasksOf, titleOfTask, type FamilyTask } from '../../measures/taskNames'
import { composePositions } from './positions'
import { drawByLength } from './seriesOf'

/** Null where the experiment has no finished window. */
export function composePerplexity(contents: ExperimentContents): Section | null {
  const figures = listTasksOf(contents.manifest.spec.tasks, 'score').flatMap((named) => [
    ...composeFigure(contents, named),
    ...composePositions(contents, named),
  ])
  if (figures.length === 0) return null
  return {
    id: 'perplexity',
    title: 'Perplexity by length',
    blocks: figures.map((figure) => ({ kind: 'figure', figure })),
  }
}

function composeFigure(contents: ExperimentContents, named: FamilyTask<'score'>): Figure[] {
  const { task: index, spec: task } = named
  const measures = computePerplexityMeasures(contents, index, task)
  if (measures.length === 0) return []
  const drawn = drawByLength(
    contents.manifest,
    { yAxis: { name: 'Perplexity', unit: '', scale: 'log' } },
    (variant) =>
      measures
        .filter(
          (measure) =>
            measure.variant.model === variant.model && measure.variant.extension === variant.extension,
        )
        .flatMap(({ contextTokens, perplexity: { value, interval } }) =>
          value === null
            ? []
            : [{ x: contextTokens, y: value, low: interval?.low ?? null, high: interval?.high ?? null }],
        ),
  )
  return [
    {
      id: `perplexity-${index + 1}`,
      title: titleOfTask(`Perplexity by context length, ${task.protocol}`, named),
      caption: describe(task, measures),
      ...drawn,
      table: tabulate(measures, task),
    },
  ]
}

function describe(task: TaskOf<'score'>, measures: readonly PerplexityMeasure[]): string {
  const counts = [...new Set(measures.map(({ windows }) => windows))].sort((a, b) => a - b)
  const windows =
    counts.length === 1 ? `n = ${counts[0]}` : `n = ${counts[0]} to ${counts[counts.length - 1]}`
  const withInterval = measures.some(({ perplexity }) => perplexity.interval !== null)
  return (
    `Perplexity is exp of the mean negative log-likelihood per token over windows of ${task.text}, protocol ${task.protocol}, ` +
    `${windows} windows per point; lower is better. ` +
    (withInterval
      ? 'Whiskers: 95% percentile bootstrap over windows, 2,000 resamples.'
      : 'No intervals: they need at least 5 windows per point.')
  )
}

function tabulate(measures: readonly PerplexityMeasure[], task: TaskOf<'score'>): Table {
  return {
    caption: 'Perplexity by model, extension and context length',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      numberColumn('Perplexity', '', 3),
      numberColumn('95% low', '', 3),
      numberColumn('95% high', '', 3),
      numberColumn(`Last ${task.lastTokens} tokens`, 'perplexity', 3),
      countColumn('Windows'),
    ],
    rows: measures.map(({ variant, contextTokens, perplexity, lastTokensPerplexity, windows }) => [
      variant.modelLabel,
      variant.extension,
      contextTokens,
      perplexity.value,
      perplexity.interval?.low ?? null,
      perplexity.interval?.high ?? null,
      lastTokensPerplexity,
      windows,
    ]),
  }
}
