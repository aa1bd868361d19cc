/** The scores of an answer to a needle question. */
import { assertNever } from '../../contract'
import type { NeedlePass } from '../../contract'
import { computeWholePhraseFraction, computeWordRecall, judgeFirstNumber } from '../answer'
import type { AnswerJudgement } from '../ports'

/**
 * Answers in words are graded by Fu's recall, over the whole response (the published score) and over its first line, since a
 * base model goes on after the answer. Phrases are looked for in the whole response, numbers as wholes. All scores 0 .. 1.
 */
export function judgeNeedle(answerText: string, expected: string, pass: NeedlePass): AnswerJudgement {
  if (pass.rule === 'first-number') return judgeFirstNumber(answerText, expected)
  const recall = computeWordRecall(answerText, expected)
  const scores = { recall, firstLineRecall: computeWordRecall(takeFirstLine(answerText), expected) }
  switch (pass.rule) {
    case 'all-phrases': {
      const phrases = computeWholePhraseFraction(answerText, pass.phrases)
      return { passed: phrases === 1, passRule: pass.rule, score: recall, scores: { ...scores, phrases } }
    }
    case 'recall':
      return { passed: recall >= pass.atLeast, passRule: pass.rule, score: recall, scores }
    default:
      return assertNever(pass)
  }
}

function takeFirstLine(text: string): string {
  return text.trimStart().split('\n')[0]
}
