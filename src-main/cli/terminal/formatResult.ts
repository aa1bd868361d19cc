/** The end of a run and the body of `show`: the overview table, the findings, what failed. */
import {
  computeFindings,
  computeOverview,
  listAnswerWarnings,
  listStatements,
  VERDICTS,
  type ExperimentContents,
  type FindingStatement,
} from '../../report'
import { formatOverview } from './overviewTable'
import { safeText } from './safeText'
import { wrapText } from './wrapText'

/** Title, verdict, the claim in plain words, and what was measured. */
export function formatStatement({ title, claim, verdict, sentence }: FindingStatement): string {
  const measured = wrapText(safeText(`Measured: ${sentence}`), '  ')
  return `${title}: ${VERDICTS[verdict]}\n${wrapText(`Claim: ${claim}`, '  ')}${measured}`
}

/** What the columns of the overview mean, for a reader who sees them for the first time. */
const LEGEND = wrapText(
  'Perplexity: how surprised the model is by a text, lower is better. Passed: answers that hold what was hidden in the ' +
    'prompt. Entropy: how widely a head spreads its attention, in nats; answering: while the answer is written, reading: over ' +
    'the text whose perplexity it is. scale=auto is the context over the trained length.',
  '',
)

export function formatResult(contents: ExperimentContents): string {
  const statements = listStatements(computeFindings(contents))
  return [
    formatOverview(computeOverview(contents)),
    LEGEND,
    ...listAnswerWarnings(contents).map((warning) => wrapText(safeText(warning), '')),
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
