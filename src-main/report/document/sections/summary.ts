/** What came out, first: the findings in sentences, and the results in one table. */
import type { ExperimentContents } from '../../contents'
import type { Findings } from '../../findings/findingsOf'
import { listStatements } from '../../findings/statements'
import { computeOverview, type OverviewRow } from '../../measures/overview'
import { listContexts, listVariants } from '../../measures/variants'
import { contextColumn, countColumn, extensionColumn, modelColumn, numberColumn } from '../columns'
import type { Block, Column, Section, Table } from '../model'

export function composeSummary(contents: ExperimentContents, findings: Findings): Section {
  const blocks: Block[] = [{ kind: 'findings', findings: listStatements(findings) }]
  const overview = computeOverview(contents)
  const table =
    listContexts(contents.manifest).length <= MOST_CONTEXTS_ACROSS
      ? tabulateAcross(contents, overview)
      : tabulateDown(overview)
  blocks.push({ kind: 'table', table, presentation: 'open' })
  for (const warning of contents.warnings) blocks.push({ kind: 'note', text: warning })
  return { id: 'summary', title: 'Summary', blocks }
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

const MEASURES: readonly Measure[] = [
  { group: 'Perplexity', unit: '', digits: 2, read: (row) => row.perplexity },
  {
    group: 'Passed (%)',
    unit: '',
    digits: 0,
    read: (row) => (row.passRate === null ? null : 100 * row.passRate),
  },
  { group: 'Entropy, answering (nats)', unit: '', digits: 2, read: (row) => row.answerEntropyNats },
  { group: 'Entropy, reading (nats)', unit: '', digits: 2, read: (row) => row.readingEntropyNats },
]

/** Lengths side by side, grouped by measure; measures the experiment has not taken are left out. */
function tabulateAcross(contents: ExperimentContents, overview: readonly OverviewRow[]): Table {
  const contexts = listContexts(contents.manifest)
  const measures = MEASURES.filter(({ read }) => overview.some((row) => read(row) !== null)).slice(0, 3)
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
  return {
    caption: CAPTION,
    columns: [
      modelColumn,
      extensionColumn,
      contextColumn,
      numberColumn('Perplexity', '', 2),
      countColumn('Passed'),
      countColumn('Prompts'),
      numberColumn('Entropy, answering', 'nats', 2),
      numberColumn('Entropy, reading', 'nats', 2),
    ],
    rows: overview.map((row) => [
      row.variant.modelLabel,
      row.variant.extension,
      row.contextTokens,
      row.perplexity,
      row.passRate === null ? null : row.passes,
      row.passRate === null ? null : row.prompts,
      row.answerEntropyNats,
      row.readingEntropyNats,
    ]),
  }
}
