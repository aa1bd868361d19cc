/** A context leaves room for the answer, and the answer's room suffices. */
import { RopewalkError } from '../../contract'

/** @throws RopewalkError `task.invalid` when the expected answer has more tokens than may be generated */
export function checkAnswerLength(answerTokens: number, maxNewTokens: number): void {
  if (answerTokens <= maxNewTokens) return
  throw new RopewalkError(
    'task.invalid',
    `Too few new tokens for the answer: ${maxNewTokens}. Expected ${answerTokens} or more with this model's tokenizer. ` +
      'Raise `maxNewTokens` or choose a shorter answer.',
    { maxNewTokens, answerTokens },
  )
}
