/** How a kept answer failed, also of files that do not say. */
import { ANSWER_FAILURES, type AnswerFailure, type AnswerOutcome } from '../../contract'
import { classifyFailure, type JudgedAnswer } from './classifyFailure'

/** As kept with the answer, else from its words; null where it passed. */
export function failureOf(answer: JudgedAnswer & Pick<AnswerOutcome, 'failure'>): AnswerFailure | null {
  if (answer.passed) return null
  return answer.failure ?? classifyFailure(answer)
}

export interface FailureCount {
  readonly failure: AnswerFailure
  readonly count: number
}

/** Classes that occur, in their order. */
export function countFailures(failures: readonly AnswerFailure[]): FailureCount[] {
  return ANSWER_FAILURES.flatMap((failure) => {
    const count = failures.filter((each) => each === failure).length
    return count === 0 ? [] : [{ failure, count }]
  })
}

/** "3 lost, 1 overrun"; empty where none failed. */
export function nameFailures(counts: readonly FailureCount[]): string {
  return counts.map(({ failure, count }) => `${count} ${failure}`).join(', ')
}
