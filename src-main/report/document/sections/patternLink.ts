/** Finding 1 as a scatter: what is lost where attention leaves the reference pattern, and the points as tables. */
import type { NamedPassLink, PassPoint, PatternFinding, PerplexityPoint } from '../../../core/findings'
import { computeLinearTicks, type LineChartData, type LineSeries } from '../../charts'
import { titleOfTask, type NamedTask } from '../../measures/taskNames'
import { contextColumn, countColumn, extensionColumn, modelColumn, numberColumn } from '../columns'
import type { Block, LegendEntry, Panel, Table } from '../model'

/**
 * None without a point beyond the trained length.
 *
 * @param named the perplexity task
 */
export function composePatternLink({ perplexity, passesByTask }: PatternFinding, named: NamedTask): Block[] {
  if (perplexity.points.length === 0) return []
  const rises = groupPoints(perplexity.points, ({ logPerplexityRise }) => logPerplexityRise)
  const drawn = passesByTask.filter(({ link }) => link.points.length > 0)
  const prompts = drawn.flatMap(({ link }) => link.points.map((point) => point.prompts))
  const panels = [
    drawPanel('Perplexity', { name: 'Rise of ln PPL', unit: 'nats', scale: 'linear' }, rises),
    ...drawn.map(({ name, isAlone, link }) =>
      drawPanel(
        isAlone ? 'Answers' : `Answers, ${name}`,
        { name: 'Failure rate', unit: '', scale: 'linear' },
        groupPoints(link.points, ({ failureRate }) => failureRate),
      ),
    ),
  ]
  return [
    {
      kind: 'figure',
      figure: {
        id: named.isAlone ? 'pattern-link' : `pattern-link-${named.task + 1}`,
        title: titleOfTask('What is lost where attention leaves the reference pattern', named),
        caption:
          'A point is a model, an extension and a length beyond the trained one; lines join the lengths of an extension, from short ' +
          'to long. Divergence (Jensen–Shannon, from plain attention at the trained length, by distance) and rise of log perplexity ' +
          `are means over n = ${describeRange(perplexity.points.map(({ windows }) => windows))} windows` +
          (drawn.length === 0 ? '.' : `, the failure rate is over n = ${describeRange(prompts)} prompts.`),
        panels,
        legend: rises.map(({ label, style }): LegendEntry => ({ label, style })),
        table: tabulatePerplexity(perplexity.points),
      },
    },
    ...drawn.map((named): Block => ({
      kind: 'table',
      presentation: 'folded',
      table: tabulatePasses(named),
    })),
  ]
}

/** `16`, or `8 to 16`. */
function describeRange(counts: readonly number[]): string {
  const fewest = Math.min(...counts)
  const most = Math.max(...counts)
  return fewest === most ? `${most}` : `${fewest} to ${most}`
}

type Point = PerplexityPoint | PassPoint

/** One line per model and extension; the same has the same place in the palette in both panels. */
function groupPoints<P extends Point>(points: readonly P[], read: (point: P) => number): LineSeries[] {
  const models = new Set(points.map(({ model }) => model)).size
  const labelOf = ({ model, extension }: Point) => (models > 1 ? `${model} · ${extension}` : extension)
  return [...new Set(points.map(labelOf))].map((label, index) => ({
    label,
    style: { kind: 'series', index },
    points: points
      .filter((point) => labelOf(point) === label)
      .toSorted((a, b) => a.contextTokens - b.contextTokens)
      .map((point) => ({ x: point.divergenceNats, y: read(point), low: null, high: null })),
  }))
}

function drawPanel(title: string, yAxis: LineChartData['yAxis'], series: readonly LineSeries[]): Panel {
  return {
    title,
    chart: {
      kind: 'lines',
      xAxis: { name: 'Divergence from the reference', unit: 'nats', scale: 'linear' },
      xTicks: computeLinearTicks(series.flatMap(({ points }) => points.map(({ x }) => x))).ticks,
      yAxis,
      series,
      markers: [],
    },
  }
}

function tabulatePerplexity(points: readonly PerplexityPoint[]): Table {
  return {
    caption: 'Divergence and rise of log perplexity, by model, extension and context length',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      numberColumn('Divergence', 'nats', 4),
      numberColumn('Rise of ln PPL', 'nats', 4),
      countColumn('Windows'),
    ],
    rows: points.map((point) => [
      point.model,
      point.extension,
      point.contextTokens,
      point.divergenceNats,
      point.logPerplexityRise,
      point.windows,
    ]),
  }
}

function tabulatePasses({ name, isAlone, link }: NamedPassLink): Table {
  return {
    caption: `Divergence and failure rate${isAlone ? '' : ` of ${name}`}, by model, extension and context length`,
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      numberColumn('Divergence', 'nats', 4),
      numberColumn('Failure rate', '', 3),
      countColumn('Windows'),
      countColumn('Prompts'),
    ],
    rows: link.points.map((point) => [
      point.model,
      point.extension,
      point.contextTokens,
      point.divergenceNats,
      point.failureRate,
      point.windows,
      point.prompts,
    ]),
  }
}
