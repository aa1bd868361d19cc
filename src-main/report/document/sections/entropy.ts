/** Attention entropy by length, while reading text and while answering. */
import { computeEffectiveKeys, computeUniformMeanEntropyNats } from '../../../core/attention'
import type { Statistic } from '../../../core/statistics'
import type { LineChartData, LinePoint } from '../../charts'
import type { ExperimentContents } from '../../contents'
import { computeReadingEntropy, type ReadingEntropyMeasure } from '../../measures/readingEntropy'
import { computeRetrievalByLength, type RetrievalMeasure } from '../../measures/retrieval'
import { listTasksOf, titleOfTask, type NamedTask } from '../../measures/taskNames'
import { listContexts, type Variant } from '../../measures/variants'
import { contextColumn, countColumn, extensionColumn, modelColumn, numberColumn } from '../columns'
import type { Figure, Section, Table } from '../model'
import { drawByLength } from './seriesOf'

/** Null where nothing was observed. */
export function composeEntropy(contents: ExperimentContents): Section | null {
  const figures = [...composeReading(contents), ...composeAnswering(contents)]
  if (figures.length === 0) return null
  return {
    id: 'entropy',
    title: 'Attention entropy by length',
    blocks: figures.map((figure) => ({ kind: 'figure', figure })),
  }
}

const Y_AXIS: LineChartData['yAxis'] = { name: 'Mean entropy', unit: 'nats', scale: 'linear' }

function composeReading(contents: ExperimentContents): Figure[] {
  return listTasksOf(contents.manifest.spec.tasks, 'score').flatMap((named) =>
    composeReadingOf(contents, named),
  )
}

function composeReadingOf(contents: ExperimentContents, named: NamedTask): Figure[] {
  const measures = computeReadingEntropy(contents, named.task)
  if (measures.length === 0) return []
  const { queries } = contents.manifest.spec.observation
  const uniform = listContexts(contents.manifest).map((n) => {
    const first = queries.kind === 'all' ? 0 : Math.max(0, n - queries.count)
    return { x: n, y: computeUniformMeanEntropyNats({ first, end: n }), low: null, high: null }
  })
  const drawn = drawByLength(contents.manifest, { yAxis: Y_AXIS }, (variant) => pointsOf(variant, measures), [
    { label: 'uniform attention', style: { kind: 'reference', index: 0 }, points: uniform },
  ])
  return [
    {
      id: `entropy-reading-${named.task + 1}`,
      title: titleOfTask('Entropy while reading', named),
      caption:
        `Attention entropy, mean over ${queries.kind === 'all' ? 'all queries' : `the last ${queries.count} queries`}, ` +
        'layers, heads and windows of text. Entropy grows with length by itself: compare with uniform ' +
        'attention over the same keys (dashed). Whiskers: 95% percentile bootstrap over windows, from 5 windows on.',
      ...drawn,
      table: tabulateReading(measures),
    },
  ]
}

function composeAnswering(contents: ExperimentContents): Figure[] {
  return listTasksOf(contents.manifest.spec.tasks, 'answer').flatMap((named) => {
    const measures = computeRetrievalByLength(contents, named.task)
    if (measures.length === 0) return []
    return [
      {
        id: `entropy-answering-${named.task + 1}`,
        title: titleOfTask('Entropy while answering', named),
        caption:
          'Attention entropy of the queries that predict the answer, mean over generated tokens, layers, heads and prompts ' +
          'of all depths (Algorithm 1 of arXiv 2406.13282, natural logarithm; aggregation A, with B in the table). Whiskers: 95% percentile bootstrap over prompts.',
        ...drawByLength(contents.manifest, { yAxis: Y_AXIS }, (variant) => pointsOf(variant, measures)),
        table: tabulateAnswering(measures),
      },
    ]
  })
}

function pointsOf(
  variant: Variant,
  measures: readonly { variant: Variant; contextTokens: number; entropyNats: Statistic }[],
): LinePoint[] {
  return measures.flatMap(({ variant: own, contextTokens, entropyNats: { value, interval } }) =>
    own.model !== variant.model || own.extension !== variant.extension || value === null
      ? []
      : [{ x: contextTokens, y: value, low: interval?.low ?? null, high: interval?.high ?? null }],
  )
}

function tabulateReading(measures: readonly ReadingEntropyMeasure[]): Table {
  return {
    caption: 'Attention while reading, by model, extension and context length',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      numberColumn('Entropy', 'nats', 3),
      numberColumn('95% low', 'nats', 3),
      numberColumn('95% high', 'nats', 3),
      numberColumn('Effective keys', '', 1),
      numberColumn('Entropy / ln n', '', 3),
      numberColumn('First-token mass', '', 4),
      numberColumn('Mass of last 64 keys', '', 4),
      countColumn('Windows'),
    ],
    rows: measures.map((measure) => [
      measure.variant.modelLabel,
      measure.variant.extension,
      measure.contextTokens,
      measure.entropyNats.value,
      measure.entropyNats.interval?.low ?? null,
      measure.entropyNats.interval?.high ?? null,
      toEffectiveKeys(measure.entropyNats),
      measure.normalizedEntropy,
      measure.firstTokenMass,
      measure.localMass,
      measure.windows,
    ]),
  }
}

function tabulateAnswering(measures: readonly RetrievalMeasure[]): Table {
  return {
    caption: 'Attention while answering, by model, extension and context length',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      numberColumn('Entropy', 'nats', 3),
      numberColumn('95% low', 'nats', 3),
      numberColumn('95% high', 'nats', 3),
      numberColumn('Effective keys', '', 1),
      numberColumn('Entropy / ln n', '', 3),
      numberColumn('Entropy of the mean row (B)', 'nats', 3),
      numberColumn('Pass rate', '', 3),
      countColumn('Prompts'),
    ],
    rows: measures.map((measure) => [
      measure.variant.modelLabel,
      measure.variant.extension,
      measure.contextTokens,
      measure.entropyNats.value,
      measure.entropyNats.interval?.low ?? null,
      measure.entropyNats.interval?.high ?? null,
      toEffectiveKeys(measure.entropyNats),
      measure.normalizedEntropy,
      measure.entropyOfMeanNats,
      measure.passRate.value,
      measure.count,
    ]),
  }
}

/** e to the mean entropy. */
function toEffectiveKeys({ value }: Statistic): number | null {
  return value === null ? null : computeEffectiveKeys(value)
}
