/** The result of an experiment as a terminal table: perplexity, passes and entropy by extension and length. */
import type { OverviewRow } from '../../report'
import { formatNumber, formatTable, type TerminalColumn } from './formatTable'
import { safeText } from './safeText'

interface OverviewColumn extends TerminalColumn {
  readonly read: (row: OverviewRow) => string
}

/** Columns without a single value are left out. */
export function formatOverview(rows: readonly OverviewRow[]): string {
  const shown = COLUMNS.filter(({ read }) => rows.some((row) => read(row) !== '-'))
  return formatTable(
    shown,
    rows.map((row) => shown.map(({ read }) => read(row))),
  )
}

const COLUMNS: readonly OverviewColumn[] = [
  { name: 'model', align: 'left', read: ({ variant }) => safeText(variant.modelLabel) },
  { name: 'extension', align: 'left', read: ({ variant }) => safeText(variant.extension) },
  { name: 'context', align: 'right', read: ({ contextTokens }) => String(contextTokens) },
  { name: 'perplexity', align: 'right', read: ({ perplexity }) => formatNumber(perplexity, 2) },
  {
    name: 'passed',
    align: 'right',
    read: ({ passes, prompts }) => (prompts === 0 ? '-' : `${passes}/${prompts}`),
  },
  {
    name: 'entropy answering/nats',
    align: 'right',
    read: ({ answerEntropyNats }) => formatNumber(answerEntropyNats, 3),
  },
  {
    name: 'entropy reading/nats',
    align: 'right',
    read: ({ readingEntropyNats }) => formatNumber(readingEntropyNats, 3),
  },
]
