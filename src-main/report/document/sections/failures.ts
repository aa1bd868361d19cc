/** The fixed place for what did not improve and what could not run; it stands there also when it is empty. */
import type { FailedCell } from '../../../contract'
import type { ExperimentContents } from '../../contents'
import { computeOverview, type OverviewRow } from '../../measures/overview'
import { listVariants } from '../../measures/variants'
import { codeColumn, contextColumn, extensionColumn, modelColumn, numberColumn, textColumn } from '../columns'
import type { Block, Section, TableValue } from '../model'

export function composeFailures(contents: ExperimentContents): Section {
  return {
    id: 'not-improved',
    title: 'What did not improve, what could not run',
    blocks: [...composeNotImproved(contents), ...composeFailed(contents)],
  }
}

function composeNotImproved(contents: ExperimentContents): Block[] {
  const heading: Block = { kind: 'heading', text: 'Did not improve on none beyond the trained length' }
  const overview = computeOverview(contents)
  const compared = overview.flatMap((row) => {
    const plain = overview.find(
      (other) =>
        other.variant.model === row.variant.model &&
        other.variant.extension === 'none' &&
        other.contextTokens === row.contextTokens,
    )
    const beyond = row.contextTokens > row.variant.trainedContextTokens
    return plain === undefined || row.variant.extension === 'none' || !beyond ? [] : [{ row, plain }]
  })
  if (compared.length === 0)
    return [
      heading,
      {
        kind: 'paragraph',
        text: 'Nothing to compare: no extension was run beside none beyond the trained length.',
      },
    ]
  const rows = compared.flatMap(({ row, plain }) => listShortfalls(row, plain))
  if (rows.length === 0)
    return [
      heading,
      {
        kind: 'paragraph',
        text: 'Every extension had a lower perplexity and no fewer passes than none at every length.',
      },
    ]
  const columns = [
    modelColumn,
    extensionColumn,
    contextColumn,
    textColumn('Measure'),
    numberColumn('Extension', '', 2),
    numberColumn('none', '', 2),
  ]
  return [
    heading,
    {
      kind: 'table',
      presentation: 'open',
      table: { caption: 'Not better than none at the same length', columns, rows },
    },
  ]
}

/** Higher or equal perplexity; fewer passes, or as few while some fail. */
function listShortfalls(row: OverviewRow, plain: OverviewRow): TableValue[][] {
  const place = [row.variant.modelLabel, row.variant.extension, row.contextTokens]
  const rows: TableValue[][] = []
  row.tasks.forEach((own, task) => {
    const other = plain.tasks[task]
    const alike = row.tasks.filter(({ perplexity }) => (perplexity === null) === (own.perplexity === null))
    const prefix = alike.length > 1 ? `${own.name}: ` : ''
    if (own.perplexity !== null && other.perplexity !== null && own.perplexity >= other.perplexity)
      rows.push([...place, `${prefix}perplexity, lower is better`, own.perplexity, other.perplexity])
    if (own.passRate !== null && other.passRate !== null)
      if (own.passRate < other.passRate || (own.passRate === other.passRate && own.passRate < 1))
        rows.push([
          ...place,
          `${prefix}passed (%), higher is better`,
          100 * own.passRate,
          100 * other.passRate,
        ])
  })
  return rows
}

function composeFailed(contents: ExperimentContents): Block[] {
  const heading: Block = { kind: 'heading', text: 'Could not run' }
  const { planned, done } = contents.manifest.cells
  const failed = contents.cells.flatMap((cell) => (cell.status === 'failed' ? [cell] : []))
  const missing = planned - done - failed.length
  const blocks: Block[] = [heading]
  if (failed.length === 0)
    blocks.push({
      kind: 'paragraph',
      text: `Every cell that was started came to a result: ${done} of ${planned} planned.`,
    })
  if (missing > 0)
    blocks.push({
      kind: 'paragraph',
      text: `${missing} of ${planned} planned cells are not in this file: the run ended before them.`,
    })
  if (failed.length > 0)
    blocks.push({
      kind: 'table',
      presentation: 'open',
      table: {
        caption: `${failed.length} of ${planned} cells failed`,
        columns: [codeColumn('Cell'), modelColumn, codeColumn('Error'), textColumn('Cause')],
        rows: failed.map((cell) => toFailureRow(contents, cell)),
      },
    })
  return blocks
}

function toFailureRow({ manifest }: ExperimentContents, cell: FailedCell): TableValue[] {
  const model = listVariants(manifest).find((variant) => variant.model === cell.model)
  return [cell.id, model?.modelLabel ?? cell.model, cell.error.code, cell.error.message]
}
