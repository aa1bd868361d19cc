/** Pass flags and classes of failure follow from the kept answers, so a reader need not believe them. */
import type { AnswerOutcome, FinishedCell, Manifest } from '../../contract'
import { classifyFailure } from '../../core/answers'
import type { StoredExperiment } from '../ports'
import { toCheck, type VerificationCheck } from './verificationCheck'

export function checkAnswers({ cells, manifest }: StoredExperiment): VerificationCheck[] {
  const problems = cells.flatMap((cell) => (cell.status === 'done' ? findAnswerProblems(cell, manifest) : []))
  return [
    toCheck(
      'answers.passed',
      'Every pass and every class of failure follows from the kept answer.',
      problems,
    ),
  ]
}

function findAnswerProblems({ id, task, outcome }: FinishedCell, { spec }: Manifest): string[] {
  if (outcome.kind !== 'answer') return []
  if (outcome.score < 0 || outcome.score > 1)
    return [`${id}: the score ${outcome.score} is not within 0 to 1`]
  const rule = outcome.passRule ?? (spec.tasks[task]?.kind === 'passkey' ? 'first-number' : '')
  const passed = passRules.get(rule)?.(outcome)
  if (passed !== undefined && passed !== outcome.passed)
    return [`${id}: passed is ${outcome.passed}, the answer says ${passed}`]
  const failure = classifyFailure(outcome)
  return outcome.failure === undefined || outcome.failure === failure
    ? []
    : [`${id}: failure is ${outcome.failure}, the answer says ${failure}`]
}

/** By rule; rules that need more than the kept answer are not here. */
const passRules: ReadonlyMap<string, (outcome: AnswerOutcome) => boolean> = new Map([
  ['first-number', isFirstNumber],
  ['all-references', holdsReferences],
])

/** The first run of digits, as an integer, is the key (epfml/landmark-attention `llama/run_test.py`). */
function isFirstNumber({ answerText, expected }: AnswerOutcome): boolean {
  const digits = /\d+/.exec(answerText)
  return digits !== null && /^\d+$/.test(expected) && BigInt(digits[0]) === BigInt(expected)
}

/** Every reference stands in the answer (NVIDIA/RULER `string_match_all`). */
function holdsReferences({ answerText, expected }: AnswerOutcome): boolean {
  const flatten = (text: string) => text.toLowerCase().replace(/\s+/g, ' ')
  return expected.split(', ').every((reference) => flatten(answerText).includes(flatten(reference)))
}
