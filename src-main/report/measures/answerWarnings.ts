/** What a reader must know of the answers before the numbers: most of them empty, or needles elsewhere than asked for. */
import type { AnswerOutcome, FinishedCell } from '../../contract'
import { failureOf } from '../../core/answers'
import type { ExperimentContents } from '../contents'
import { nameTasks } from './taskNames'

/** Points between the depth asked for and the depth reached from which a reader is told. */
const MOST_POINTS = 5

/** Sentences, one at most of each kind for each task. */
export function listAnswerWarnings({ manifest, cells }: ExperimentContents): string[] {
  const names = nameTasks(manifest.spec.tasks)
  return names.flatMap((name, task) => {
    const answers = cells.flatMap((cell) =>
      cell.status === 'done' && cell.task === task ? toAnswer(cell) : [],
    )
    return [...warnOfEmpty(name, answers), ...warnOfDepths(name, answers)]
  })
}

interface Answer {
  readonly cell: FinishedCell
  readonly outcome: AnswerOutcome
}

function toAnswer(cell: FinishedCell): Answer[] {
  return cell.outcome.kind === 'answer' ? [{ cell, outcome: cell.outcome }] : []
}

function warnOfEmpty(name: string, answers: readonly Answer[]): string[] {
  const groups = [...groupByPlace(answers).values()]
  const isEmpty = ({ outcome }: Answer) => failureOf(outcome) === 'empty'
  const silent = groups.filter((group) => group.filter(isEmpty).length > group.length / 2).flat()
  if (silent.length === 0) return []
  const lengths = [...new Set(silent.map(({ cell }) => cell.contextTokens))].sort((a, b) => a - b)
  return [
    `${name}: ${silent.filter(isEmpty).length} of ${silent.length} answers are empty at ` +
      `${lengths.map((tokens) => tokens.toLocaleString('en-US')).join(', ')} tokens. They count as failed and have no entropy. ` +
      'This usually means that an instruct model was asked outside its chat template and ended at once: it says nothing about ' +
      'length. Ask it within its template (`template` of a needle task), or measure its base model.',
  ]
}

function groupByPlace(answers: readonly Answer[]): Map<string, Answer[]> {
  const groups = new Map<string, Answer[]>()
  for (const answer of answers) {
    const { model, extension, contextTokens } = answer.cell
    const place = JSON.stringify([model, extension, contextTokens])
    groups.set(place, [...(groups.get(place) ?? []), answer])
  }
  return groups
}

/** The depth asked for; null where depth is no axis of the task and none was drawn. */
function findAskedDepth({ cell: { item }, outcome }: Answer): number | null {
  return item.kind === 'prompt' ? item.depthPercent : (outcome.askedDepthPercent ?? null)
}

function warnOfDepths(name: string, answers: readonly Answer[]): string[] {
  const placed = answers.flatMap((answer) => {
    const asked = findAskedDepth(answer)
    if (asked === null) return []
    const reached = answer.outcome.placedDepthPercent
    return [{ asked, reached, points: Math.abs(reached - asked) }]
  })
  const off = placed.filter(({ points }) => points > MOST_POINTS)
  if (off.length === 0) return []
  const { asked, reached } = off.reduce((worst, each) => (each.points > worst.points ? each : worst))
  return [
    `${name}: in ${off.length} of ${placed.length} prompts the needle stands more than ${MOST_POINTS} points from the depth ` +
      `asked for, at the most at ${reached.toFixed(1)} % instead of ${asked.toFixed(1)} %. Tables and grids give the depth reached.`,
  ]
}
