/** The end of a run and the body of `show`: the overview table, the findings, what failed. */
import {
  computeFindings,
  computeOverview,
  listStatements,
  type ExperimentContents,
  type FindingStatement,
} from '../../report'
import { formatOverview } from './overviewTable'
import { safeText } from './safeText'
import { wrapText } from './wrapText'

const VERDICTS: Readonly<Record<FindingStatement['verdict'], string>> = {
  supported: 'supported',
  'not-supported': 'not supported',
  'cannot-tell': 'cannot tell',
}

/** Title, verdict and sentence of one finding. */
export function formatStatement({ title, verdict, sentence }: FindingStatement): string {
  return `${title}: ${VERDICTS[verdict]}\n${wrapText(safeText(sentence), '  ')}`
}

export function formatResult(contents: ExperimentContents): string {
  const statements = listStatements(computeFindings(contents))
  return [
    formatOverview(computeOverview(contents)),
    ...statements.map(formatStatement),
    formatFailures(contents),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

function formatFailures({ cells, manifest }: ExperimentContents): string {
  const failed = cells.flatMap((cell) => (cell.status === 'failed' ? [cell] : []))
  if (failed.length === 0) return ''
  const lines = failed.map(({ id, error }) => `  ${safeText(id)}: ${safeText(error.message)}\n`)
  return `${failed.length} of ${manifest.cells.planned} cells failed\n${lines.join('')}`
}
