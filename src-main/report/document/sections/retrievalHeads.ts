/** Retrieval heads by model and extension: which heads copy the needle, and whether an extension keeps them. */
import type { ExperimentContents } from '../../contents'
import {
  computeRetrievalHeads,
  RETRIEVAL_HEAD_SCORE,
  type RetrievalHeadMeasure,
} from '../../measures/retrievalHeads'
import { listTasksOf, titleOfTask, type NamedTask } from '../../measures/taskNames'
import { countColumn, extensionColumn, modelColumn, numberColumn, textColumn } from '../columns'
import type { Block, Figure, Section, Table } from '../model'

/** Null where no answer retrieved, or the file keeps no scores. */
export function composeRetrievalHeads(contents: ExperimentContents): Section | null {
  const blocks = listTasksOf(contents.manifest.spec.tasks, 'answer').flatMap((named) => {
    const measures = computeRetrievalHeads(contents, named.task)
    return measures.length === 0 ? [] : composeTask(measures, named)
  })
  if (blocks.length === 0) return null
  return {
    id: 'retrieval-heads',
    title: 'Retrieval heads',
    blocks: [
      ...blocks,
      {
        kind: 'note',
        text:
          'Score of an answer: the share of the needle’s positions that the head copied, which it does where its largest key lies ' +
          'in the needle and holds the token just generated (arXiv:2404.15574, over distinct positions). A needle says more than its ' +
          'answer, so the highest score possible is the answer’s share of the needle. Heads are chosen for their high score, so the ' +
          'intervals of the first ranks are optimistic.',
      },
    ],
  }
}

function composeTask(measures: readonly RetrievalHeadMeasure[], named: NamedTask): Block[] {
  const under = (table: Table): Table => ({ ...table, caption: titleOfTask(table.caption, named) })
  return [
    { kind: 'figure', figure: composeFigure(measures, named) },
    { kind: 'table', table: under(tabulateCounts(measures)), presentation: 'open' },
    { kind: 'table', table: under(tabulateRanking(measures)), presentation: 'folded' },
  ]
}

function composeFigure(measures: readonly RetrievalHeadMeasure[], named: NamedTask): Figure {
  const high = Math.max(...measures.flatMap(({ scores }) => scores))
  return {
    id: `retrieval-heads-${named.task + 1}`,
    title: titleOfTask('Retrieval-head score by layer and head', named),
    caption:
      `Mean over the answers that retrieved, all lengths and depths together: n = ${describeCounts(measures)} answers. ` +
      `One colour scale for all panels: dark 0 to bright ${high.toFixed(3)}; above ${RETRIEVAL_HEAD_SCORE} the authors speak ` +
      'of a retrieval head. Models and extensions without such an answer are left out.',
    panels: measures.map(({ variant, layers, heads, scores }) => ({
      title: variant.label,
      chart: {
        kind: 'head-map',
        layers,
        heads,
        values: scores,
        low: 0,
        high: Math.max(high, 1e-6),
        unit: '',
      },
    })),
    legend: [],
    table: tabulateHeads(measures),
  }
}

function describeCounts(measures: readonly RetrievalHeadMeasure[]): string {
  const counts = measures.map(({ answers }) => answers)
  const least = Math.min(...counts)
  const most = Math.max(...counts)
  return least === most ? `${least}` : `${least} to ${most}`
}

/** Do the heads that retrieve stay the same? Held against the first row. */
function tabulateCounts(measures: readonly RetrievalHeadMeasure[]): Table {
  const first = listRetrievalHeads(measures[0])
  return {
    caption: `Heads with a score above ${RETRIEVAL_HEAD_SCORE}`,
    columns: [
      modelColumn,
      extensionColumn,
      countColumn('Answers'),
      countColumn('Heads above'),
      countColumn('of'),
      countColumn('Shared with the first row'),
      textColumn('Highest (layer.head score)'),
    ],
    rows: measures.map((measure) => {
      const { variant, answers, layers, heads, ranking } = measure
      const above = listRetrievalHeads(measure)
      return [
        variant.modelLabel,
        variant.extension,
        answers,
        above.length,
        layers * heads,
        above.filter((head) => first.includes(head)).length,
        ranking
          .slice(0, NAMED_HEADS)
          .map(({ layer, head, score }) => `${layer}.${head} ${score.value?.toFixed(3) ?? ''}`)
          .join(' · '),
      ]
    }),
  }
}

const NAMED_HEADS = 5

/** Indices into layers x heads. */
function listRetrievalHeads({ scores }: RetrievalHeadMeasure): number[] {
  return scores.flatMap((score, head) => (score > RETRIEVAL_HEAD_SCORE ? [head] : []))
}

function tabulateHeads(measures: readonly RetrievalHeadMeasure[]): Table {
  return {
    caption: 'Retrieval-head score by layer and head',
    columns: [
      modelColumn,
      extensionColumn,
      countColumn('Layer'),
      countColumn('Head'),
      numberColumn('Score', '', 3),
    ],
    rows: measures.flatMap(({ variant, heads, scores }) =>
      scores.map((score, head) => [
        variant.modelLabel,
        variant.extension,
        Math.floor(head / heads),
        head % heads,
        score,
      ]),
    ),
  }
}

function tabulateRanking(measures: readonly RetrievalHeadMeasure[]): Table {
  return {
    caption: 'Ranking of heads by retrieval-head score, the highest of each model and extension',
    columns: [
      modelColumn,
      extensionColumn,
      countColumn('Rank'),
      countColumn('Layer'),
      countColumn('Head'),
      numberColumn('Score', '', 3),
      numberColumn('95% low', '', 3),
      numberColumn('95% high', '', 3),
      countColumn('Answers'),
    ],
    rows: measures.flatMap(({ variant, ranking, answers }) =>
      ranking.map(({ layer, head, score }, rank) => [
        variant.modelLabel,
        variant.extension,
        rank + 1,
        layer,
        head,
        score.value,
        score.interval?.low ?? null,
        score.interval?.high ?? null,
        answers,
      ]),
    ),
  }
}
