/** RULER's score. */
import type { AnswerJudgement } from '../ports'
import { computePhraseFraction } from './computePhraseFraction'

/**
 * The mean fraction of references that stand in the answer as substrings, in any case of letters (NVIDIA/RULER
 * `scripts/eval/synthetic/constants.py`, `string_match_all`); passed with all of them. An answer that lists everything gets
 * full marks: read the score beside the answer's length.
 */
export function judgeReferences(answerText: string, references: readonly string[]): AnswerJudgement {
  const score = computePhraseFraction(answerText, references)
  return { passed: score === 1, passRule: 'all-references', score }
}
