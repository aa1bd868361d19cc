/** What came out, first: the findings in sentences, and the results in one table. */
import type { ExperimentContents } from '../../contents'
import type { Findings } from '../../findings/findingsOf'
import { listStatements } from '../../findings/statements'
import { listAnswerWarnings } from '../../measures/answerWarnings'
import { computeOverview, type OverviewRow, type TaskResult } from '../../measures/overview'
import { listContexts, listVariants } from '../../measures/variants'
import { contextColumn, extensionColumn, modelColumn, numberColumn } from '../columns'
import type { Block, Column, Section, Table } from '../model'

export function composeSummary(contents: ExperimentContents, findings: Findings): Section {
  const blocks: Block[] = [{ kind: 'findings', findings: listStatements(findings) }]
  const overview = computeOverview(contents)
  const table =
    listContexts(contents.manifest).length <= MOST_CONTEXTS_ACROSS
      ? tabulateAcross(contents, overview)
      : tabulateDown(overview)
  blocks.push({ kind: 'table', table, presentation: 'open' })
  for (const warning of [...contents.warnings, ...listAnswerWarnings(contents)])
    blocks.push({ kind: 'note', text: warning })
  return { id: 'summary', title: 'Summary', blocks }
}

/** Three measures of a length fit side by side; how far every task went stands in any case. */
function mostMeasuresAcross(overview: readonly OverviewRow[]): number {
  const tasks = overview.at(0)?.tasks.length ?? 0
  return Math.max(3, tasks)
}

/** More lengths than this do not fit side by side, three measures each. */
const MOST_CONTEXTS_ACROSS = 5
const CAPTION = 'Perplexity, retrieval and attention entropy by extension and context length'

interface Measure {
  readonly group: string
  readonly unit: string
  readonly digits: number
  readonly read: (row: OverviewRow) => number | null
}

/** A measure of every task that has it, under the task's name where there are several. */
function ofTasks(
  overview: readonly OverviewRow[],
  { group, unit, digits }: Omit<Measure, 'read'>,
  read: (task: TaskResult) => number | null,
): Measure[] {
  const named = (overview.at(0)?.tasks ?? []).filter((_, task) =>
    overview.some(({ tasks }) => read(tasks[task]) !== null),
  )
  return named.map(({ task, name }) => ({
    group: named.length === 1 ? group : `${group}: ${name}`,
    unit,
    digits,
    read: ({ tasks }) => read(tasks[task]),
  }))
}

/** Measures the experiment has not taken are left out. */
function listMeasures(overview: readonly OverviewRow[]): Measure[] {
  return [
    ...ofTasks(overview, { group: 'Perplexity', unit: '', digits: 2 }, ({ perplexity }) => perplexity),
    ...ofTasks(overview, { group: 'Passed (%)', unit: '', digits: 0 }, ({ passRate }) =>
      passRate === null ? null : 100 * passRate,
    ),
    ...ofTasks(
      overview,
      { group: 'Entropy, answering (nats)', unit: '', digits: 2 },
      ({ answerEntropyNats }) => answerEntropyNats,
    ),
    ...ofTasks(
      overview,
      { group: 'Entropy, reading (nats)', unit: '', digits: 2 },
      ({ readingEntropyNats }) => readingEntropyNats,
    ),
  ]
}

/** Lengths side by side, grouped by measure. */
function tabulateAcross(contents: ExperimentContents, overview: readonly OverviewRow[]): Table {
  const contexts = listContexts(contents.manifest)
  const measures = listMeasures(overview).slice(0, mostMeasuresAcross(overview))
  const columns = measures.flatMap(({ group, unit, digits }) =>
    contexts.map((tokens): Column => ({
      ...numberColumn(tokens.toLocaleString('en-US'), unit, digits),
      group,
    })),
  )
  const oneModel = contents.manifest.spec.models.length === 1
  return {
    caption: `${CAPTION} (columns: tokens)`,
    columns: [...(oneModel ? [] : [modelColumn]), extensionColumn, ...columns],
    rows: listVariants(contents.manifest).map((variant) => {
      const own = overview.filter(
        (row) => row.variant.model === variant.model && row.variant.extension === variant.extension,
      )
      const numbers = measures.flatMap(({ read }) => own.map(read))
      return [...(oneModel ? [] : [variant.modelLabel]), variant.extension, ...numbers]
    }),
  }
}

function tabulateDown(overview: readonly OverviewRow[]): Table {
  const measures = listMeasures(overview)
  return {
    caption: CAPTION,
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      ...measures.map(({ group, unit, digits }) => numberColumn(group, unit, digits)),
    ],
    rows: overview.map((row) => [
      row.variant.modelLabel,
      row.variant.extension,
      row.contextTokens,
      ...measures.map(({ read }) => read(row)),
    ]),
  }
}
