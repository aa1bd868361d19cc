/** A passkey prompt of an exact length in tokens, with the exact place of its needle. */
import { RopewalkError } from '../../contract'
import type { PasskeyTaskSpec } from '../../contract'
import type { Tokenizer } from '../../engine/ports'
import type { AnswerWork } from '../ports'
import { judgeFirstNumber, judgeTokens } from '../answer'
import {
  checkAnswerLength,
  createPieceEncoder,
  fillHaystack,
  listReusePoints,
  passkeyIntroduction,
  passkeyQuestion,
  writePasskeyNeedle,
} from '../prompt'

export interface PasskeyPromptRequest {
  readonly key: string
  readonly sentences: readonly string[]
  /** Index of the sentence the filler starts with. */
  readonly first: number
  readonly depthPercent: number
  /** Every depth at which the task puts a needle into this filler. */
  readonly depths: readonly number[]
  /** Prompt and new tokens together. */
  readonly contextTokens: number
  readonly maxNewTokens: number
  readonly scoring: PasskeyTaskSpec['scoring']
  readonly tokenizer: Tokenizer
}

/**
 * Five parts joined by line breaks, BOS first where the model adds one: introduction, filler, needle, filler, question.
 * The answer continues the question with a space and the key. The prompt has `contextTokens - maxNewTokens` tokens.
 *
 * @throws RopewalkError `task.invalid` when the key does not fit into the answer, `context.invalid` when the fixed parts
 *   do not fit into the context
 */
export async function buildPasskeyPrompt(request: PasskeyPromptRequest): Promise<AnswerWork> {
  const { key, maxNewTokens, tokenizer } = request
  const encoder = createPieceEncoder(tokenizer)
  const newline = await encoder.encodeNewline()
  const head = [...encoder.start, ...(await encoder.encode(passkeyIntroduction)), ...newline]
  const needle = await encoder.encode(writePasskeyNeedle(key))
  const tail = [...newline, ...(await encoder.encode(passkeyQuestion))]
  const expectedTokens = await encoder.encode(` ${key}`)
  checkAnswerLength(expectedTokens.length, maxNewTokens)

  const fixedTokens = head.length + 2 * newline.length + needle.length + tail.length
  const haystack = await fillHaystack({
    encoder,
    sentences: request.sentences,
    first: request.first,
    tokens: countFillerTokens(request, fixedTokens),
    depthPercent: request.depthPercent,
    depths: request.depths,
  })
  const needleStart = head.length + haystack.prefix.length + newline.length
  return {
    kind: 'answer',
    prompt: Int32Array.from([
      ...head,
      ...haystack.prefix,
      ...newline,
      ...needle,
      ...newline,
      ...haystack.suffix,
      ...tail,
    ]),
    reusePoints: listReusePoints(head.length, haystack.prefixTokens),
    needle: { first: needleStart, end: needleStart + needle.length },
    placedDepthPercent: haystack.placedDepthPercent,
    expected: key,
    expectedTokens,
    maxNewTokens: request.scoring === 'token-exact' ? expectedTokens.length : maxNewTokens,
    stopTokens: tokenizer.endOfGenerationTokens,
    judge: (answerText, answerTokens) =>
      request.scoring === 'token-exact'
        ? judgeTokens(answerTokens, expectedTokens)
        : judgeFirstNumber(answerText, key),
  }
}

function countFillerTokens(request: PasskeyPromptRequest, fixedTokens: number): number {
  const needed = fixedTokens + request.maxNewTokens
  if (needed > request.contextTokens)
    throw new RopewalkError(
      'context.invalid',
      `Context too short for a passkey prompt: ${request.contextTokens} tokens. Expected ${needed} or more ` +
        `(${fixedTokens} for the fixed parts, ${request.maxNewTokens} for the answer). Choose a longer context.`,
      { contextTokens: request.contextTokens, neededTokens: needed },
    )
  return request.contextTokens - needed
}
