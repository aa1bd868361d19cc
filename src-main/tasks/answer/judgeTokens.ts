/** The score of an answer wanted token by token. */
import type { AnswerJudgement } from '../ports'

/**
 * Passed when the answer is exactly the expected tokens (dvlab-research/LongLoRA `passkey_retrivial.py`, which generates as
 * many tokens as the key has). The score is the fraction of them that stand in their place.
 */
export function judgeTokens(answerTokens: Int32Array, expectedTokens: Int32Array): AnswerJudgement {
  const right = expectedTokens.filter((token, position) => answerTokens[position] === token).length
  const passed = right === expectedTokens.length && answerTokens.length === expectedTokens.length
  return { passed, passRule: 'token-exact', score: right / expectedTokens.length }
}
