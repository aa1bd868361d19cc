/** The score of a number asked for. */
import type { AnswerJudgement } from '../ports'

/**
 * Passed when the first run of digits in the answer, read as an integer, equals the number (epfml/landmark-attention
 * `llama/run_test.py`). Nothing is given for a part of it.
 */
export function judgeFirstNumber(answerText: string, number: string): AnswerJudgement {
  const digits = /[0-9]+/.exec(answerText)
  const passed = digits !== null && BigInt(digits[0]) === BigInt(number)
  return { passed, passRule: 'first-number', score: passed ? 1 : 0 }
}
