/** RULER: scores by length, the length up to which they hold, and every subtask as a table. */
import type { RulerTaskSpec } from '../../../contract'
import { rulerThreshold } from '../../../core/statistics'
import type { ExperimentContents } from '../../contents'
import { nameTasks } from '../../measures/taskNames'
import {
  computeRulerMeasures,
  summarizeRuler,
  type RulerMeasure,
  type RulerSummary,
} from '../../measures/ruler'
import {
  codeColumn,
  contextColumn,
  countColumn,
  extensionColumn,
  modelColumn,
  numberColumn,
} from '../columns'
import type { Block, Section, Table } from '../model'
import { drawByLength } from './seriesOf'

/** Null where the experiment has no finished sample. */
export function composeRuler(contents: ExperimentContents): Section | null {
  const blocks = contents.manifest.spec.tasks.flatMap((task, index) =>
    task.kind === 'ruler' ? composeTask(contents, index, task) : [],
  )
  return blocks.length === 0 ? null : { id: 'ruler', title: 'RULER by length', blocks }
}

function composeTask(contents: ExperimentContents, index: number, task: RulerTaskSpec): Block[] {
  const measures = computeRulerMeasures(contents, index, task)
  if (measures.length === 0) return []
  const summaries = summarizeRuler(measures, task)
  const drawn = drawByLength(
    contents.manifest,
    { yAxis: { name: 'Mean score', unit: '', scale: 'linear' } },
    (variant) => pointsOf(summaries, variant),
  )
  return [
    {
      kind: 'figure',
      figure: {
        id: `ruler-${index + 1}`,
        title: `${nameTasks(contents.manifest.spec.tasks)[index]} score by context length`,
        caption:
          `Mean over ${task.subtasks.join(', ')} of the mean fraction of wanted strings found in the answers, ` +
          `${task.samples} samples per subtask and length; lengths at which a subtask has no score are left out.`,
        ...drawn,
        table: tabulate(measures),
      },
    },
    { kind: 'table', table: tabulateSummaries(summaries), presentation: 'open' },
  ]
}

function pointsOf(
  summaries: readonly RulerSummary[],
  { model, extension }: RulerSummary['variant'],
): { x: number; y: number; low: null; high: null }[] {
  const own = summaries.find(({ variant }) => variant.model === model && variant.extension === extension)
  return (own?.averages ?? []).map(({ contextTokens, score }) => ({
    x: contextTokens,
    y: score,
    low: null,
    high: null,
  }))
}

function tabulateSummaries(summaries: readonly RulerSummary[]): Table {
  return {
    caption:
      `Effective length: the longest with a mean score of ${rulerThreshold} or more, a threshold made for all 13 tasks of the ` +
      'original. Weighted means: weights 1, 2, 3, ... that rise or fall with the length.',
    columns: [
      modelColumn,
      extensionColumn,
      countColumn('Effective length', 'tokens'),
      numberColumn('Rising mean', '', 3),
      numberColumn('Falling mean', '', 3),
      countColumn('Lengths'),
    ],
    rows: summaries.map(({ variant, averages, effectiveTokens, risingMean, fallingMean }) => [
      variant.modelLabel,
      variant.extension,
      effectiveTokens,
      risingMean,
      fallingMean,
      averages.length,
    ]),
  }
}

function tabulate(measures: readonly RulerMeasure[]): Table {
  return {
    caption: 'Score by model, extension, context length and subtask',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      codeColumn('Subtask'),
      numberColumn('Score', '', 3),
      numberColumn('95% low', '', 3),
      numberColumn('95% high', '', 3),
      countColumn('Samples'),
      numberColumn('Answer length', 'tokens', 1),
    ],
    rows: measures.map(({ variant, contextTokens, subtask, score, answerTokens }) => [
      variant.modelLabel,
      variant.extension,
      contextTokens,
      subtask,
      score.value,
      score.interval?.low ?? null,
      score.interval?.high ?? null,
      score.n,
      answerTokens,
    ]),
  }
}
