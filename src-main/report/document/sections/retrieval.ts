/** Retrieval by length and depth: the paper's figure 4, a panel per model and extension. */
import { nameFailures } from '../../../core/answers'
import type { ExperimentContents } from '../../contents'
import { listDepths } from '../../measures/depths'
import { computeRetrievalByDepth, type RetrievalMeasure } from '../../measures/retrieval'
import { listTasksOf, type NamedTask } from '../../measures/taskNames'
import { listContexts, listVariants, type Variant } from '../../measures/variants'
import {
  contextColumn,
  countColumn,
  extensionColumn,
  modelColumn,
  numberColumn,
  textColumn,
} from '../columns'
import type { Figure, Panel, Section, Table } from '../model'

/** Null where the experiment has no finished answer. */
export function composeRetrieval(contents: ExperimentContents): Section | null {
  const figures = listTasksOf(contents.manifest.spec.tasks, 'answer').flatMap((named) =>
    composeFigure(contents, named),
  )
  if (figures.length === 0) return null
  return {
    id: 'retrieval',
    title: 'Retrieval by length and depth',
    blocks: figures.map((figure) => ({ kind: 'figure', figure })),
  }
}

function composeFigure(contents: ExperimentContents, { task, name }: NamedTask): Figure[] {
  const measures = computeRetrievalByDepth(contents, task)
  if (measures.length === 0) return []
  const contexts = listContexts(contents.manifest)
  const depths = listDepths(contents.manifest.spec.tasks[task])
  const panels = listVariants(contents.manifest).flatMap((variant) =>
    composePanel(variant, measures, contexts, depths),
  )
  const counts = [...new Set(measures.map(({ count }) => count))].sort((a, b) => a - b)
  const n = counts.length === 1 ? `${counts[0]}` : `${counts[0]} to ${counts[counts.length - 1]}`
  return [
    {
      id: `retrieval-${task + 1}`,
      title: `${name.slice(0, 1).toUpperCase()}${name.slice(1)} retrieval and attention entropy`,
      caption:
        `Cell colour: pass rate, orange none to blue all. Upper number: mean attention entropy of the answers in nats ` +
        `(rows of the predicting queries, mean over layers and heads). Lower number: passed of n = ${n} prompts. ` +
        `${describeRows(measures)}; depths reached and classes of failure stand in the table. Dashed line: trained length. ${describeRules(measures)}`,
      panels,
      legend: [],
      table: tabulate(measures),
    },
  ]
}

/** What a row is: exact where needles stand where they were asked for. */
function describeRows(measures: readonly RetrievalMeasure[]): string {
  const moved = measures.reduce((sum, { movedHere }) => sum + movedHere, 0)
  const prompts = measures.reduce((sum, { count }) => sum + count, 0)
  const rows = 'A prompt stands in the row nearest to the depth that its needle reached'
  return moved === 0
    ? `${rows}, which is the depth asked for`
    : `${rows}: ${moved} of ${prompts} stand in another row than the one asked for`
}

/** Of older files, which do not say, nothing is said. */
function describeRules(measures: readonly RetrievalMeasure[]): string {
  const rules = [...new Set(measures.flatMap(({ passRules }) => passRules))]
  return rules.length === 0 ? '' : `Pass rule: ${rules.join(', ')}; the score stands in the table.`
}

function composePanel(
  variant: Variant,
  measures: readonly RetrievalMeasure[],
  contexts: readonly number[],
  depths: readonly number[],
): Panel[] {
  const own = measures.filter(
    (measure) => measure.variant.model === variant.model && measure.variant.extension === variant.extension,
  )
  if (own.length === 0) return []
  return [
    {
      title: variant.label,
      chart: {
        kind: 'grid',
        contextTokens: contexts,
        depthsPercent: depths,
        trainedContextTokens: variant.trainedContextTokens,
        cells: own.map((measure) => ({
          column: contexts.indexOf(measure.contextTokens),
          row: depths.indexOf(measure.depthPercent ?? NaN),
          cellIds: measure.cellIds,
          passes: measure.passes,
          count: measure.count,
          failures: measure.failures,
          placedDepthPercent: measure.placedDepthPercent,
          movedHere: measure.movedHere,
          entropyNats: measure.entropyNats.value,
        })),
      },
    },
  ]
}

function tabulate(measures: readonly RetrievalMeasure[]): Table {
  return {
    caption: 'Passes and attention entropy by model, extension, context length and depth',
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      countColumn('Depth', '%'),
      numberColumn('Depth reached', '%', 1),
      countColumn('Asked elsewhere'),
      countColumn('Passed'),
      countColumn('Prompts'),
      textColumn('Failed as'),
      numberColumn('Score', '', 3),
      numberColumn('Entropy', 'nats', 3),
      numberColumn('Entropy / ln n', '', 3),
      numberColumn('Needle mass', '', 4),
    ],
    rows: measures.map((measure) => [
      measure.variant.modelLabel,
      measure.variant.extension,
      measure.contextTokens,
      measure.depthPercent,
      measure.placedDepthPercent,
      measure.movedHere,
      measure.passes,
      measure.count,
      nameFailures(measure.failures),
      measure.score,
      measure.entropyNats.value,
      measure.normalizedEntropy,
      measure.needleMass,
    ]),
  }
}
