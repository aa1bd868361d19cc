/** Perplexity by position at the longest length: where in a text an extension helps. */
import type { ExperimentContents } from '../../contents'
import { computeNllByPosition, type NllByPosition } from '../../measures/nllByPosition'
import { titleOfTask, type FamilyTask } from '../../measures/taskNames'
import { contextColumn, countColumn, extensionColumn, modelColumn, numberColumn } from '../columns'
import type { Column, Figure, Table } from '../model'
import { drawVariants } from './seriesOf'

/** The first tokens of a text are hard for every extension alike, and would flatten the rest. */
const FIRST_DRAWN = 16

/** None for sliding windows, where a token has several positions, and without finished windows. */
export function composePositions(contents: ExperimentContents, named: FamilyTask<'score'>): Figure[] {
  const { task: index, spec: task } = named
  const measures = task.protocol === 'sliding-window' ? [] : computeNllByPosition(contents, index)
  if (measures.length === 0) return []
  const longest = measures.reduce((most, { contextTokens }) => Math.max(most, contextTokens), 0)
  const ofLongest = measures.filter(({ contextTokens }) => contextTokens === longest)
  const later = ofLongest.filter(({ first }) => first >= FIRST_DRAWN)
  const drawn = later.length > 0 ? later : ofLongest
  const ends = drawn.flatMap(({ first, end }) => [first, end])
  const xTicks = [...new Set(ends)].sort((a, b) => a - b)
  return [
    {
      id: `nll-by-position-${index + 1}`,
      title: titleOfTask(`Perplexity by position, ${longest.toLocaleString('en-US')} tokens`, named),
      caption:
        `Perplexity of the tokens at positions from the tick to below the next; lower is better. Protocol ${task.protocol}, ` +
        `n = ${drawn[0].windows} windows; whiskers: 95% percentile bootstrap over windows. The table has every length, and ` +
        'the paired difference to none on the same windows.',
      ...drawVariants(
        contents.manifest,
        {
          xAxis: { name: 'Position, first of bucket', unit: 'tokens', scale: 'log' },
          xTicks,
          yAxis: { name: 'Perplexity', unit: '', scale: 'log' },
        },
        (variant) =>
          drawn
            .filter(
              (measure) =>
                measure.variant.model === variant.model && measure.variant.extension === variant.extension,
            )
            .flatMap(({ first, nllNats: { value, interval } }) =>
              value === null ? [] : [{ x: first, y: Math.exp(value), ...toPerplexity(interval) }],
            ),
      ),
      table: tabulate(measures),
    },
  ]
}

function toPerplexity(interval: NllByPosition['nllNats']['interval']): {
  low: number | null
  high: number | null
} {
  if (interval === null) return { low: null, high: null }
  return { low: Math.exp(interval.low), high: Math.exp(interval.high) }
}

function tabulate(measures: readonly NllByPosition[]): Table {
  const group = (name: string, columns: readonly Column[]) =>
    columns.map((column): Column => ({ ...column, group: name }))
  const statistic = (name: string) => [
    numberColumn(name, '', 3),
    numberColumn('95% low', '', 3),
    numberColumn('95% high', '', 3),
  ]
  return {
    caption: 'Likelihood by position, and paired difference to none',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      countColumn('Positions from'),
      countColumn('to below'),
      ...group('NLL (nats)', statistic('Mean')),
      ...group('Minus none (nats)', statistic('Difference')),
      countColumn('Windows'),
    ],
    rows: measures.map(({ variant, contextTokens, first, end, nllNats, minusPlainNats, windows }) => [
      variant.modelLabel,
      variant.extension,
      contextTokens,
      first,
      end,
      nllNats.value,
      nllNats.interval?.low ?? null,
      nllNats.interval?.high ?? null,
      minusPlainNats?.value ?? null,
      minusPlainNats?.interval?.low ?? null,
      minusPlainNats?.interval?.high ?? null,
      windows,
    ]),
  }
}
