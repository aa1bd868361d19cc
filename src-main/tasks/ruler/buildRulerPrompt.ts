/** A RULER prompt as long as the context allows, new tokens included. */
import { RopewalkError } from '../../contract'
import type { RulerSubtask } from '../../contract'
import type { Tokenizer } from '../../engine/ports'
import { judgeReferences } from '../answer'
import type { AnswerWork } from '../ports'
import { checkAnswerLength } from '../prompt'
import type { PromptEncoder } from './encodePieces'
import { findLargestSize } from './findLargestSize'
import type { Sample } from './piece'

export interface RulerPromptRequest {
  readonly subtask: RulerSubtask
  readonly sample: Sample
  readonly contextTokens: number
  readonly maxNewTokens: number
  readonly encoder: PromptEncoder
  readonly tokenizer: Tokenizer
}

/**
 * The largest haystack in whole units with prompt + new tokens <= n, found by bisection on the tokens themselves. The answer
 * continues the prompt with a space and the references, joined by commas.
 *
 * @throws RopewalkError `task.invalid` when the smallest prompt does not fit into the context, or the answer not into the
 *   new tokens
 */
export async function buildRulerPrompt(request: RulerPromptRequest): Promise<AnswerWork> {
  const { sample, contextTokens, maxNewTokens, encoder, tokenizer } = request
  const expected = sample.references.join(', ')
  const expectedTokens = await encoder.encodeText(` ${expected}`)
  checkAnswerLength(expectedTokens.length, maxNewTokens)
  const units = await findLargestSize(
    async (size) => (await encoder.count(sample.write(size))) + maxNewTokens <= contextTokens,
    sample.fewestUnits,
    sample.mostUnits,
  )
  if (units === null) throw await tooShort(request)
  const { tokens, context, needles } = await encoder.encode(sample.write(units))
  const usedTokens = context.end - context.first
  return {
    kind: 'answer',
    prompt: Int32Array.from(tokens),
    reusePoints: [],
    needle: needles[0],
    needles,
    haystack: {
      tokens: usedTokens,
      firstUnit: 0,
      units,
      cutTokens: 0,
      passes: sample.textUnits === null ? 1 : Math.ceil(units / sample.textUnits),
    },
    placedDepthPercent: (100 * (needles[0].first - context.first)) / usedTokens,
    ...(sample.askedDepthPercent === null ? {} : { askedDepthPercent: sample.askedDepthPercent }),
    expected,
    expectedTokens,
    maxNewTokens,
    stopTokens: tokenizer.endOfGenerationTokens,
    judge: (answerText) => judgeReferences(answerText, sample.references),
  }
}

async function tooShort(request: RulerPromptRequest): Promise<RopewalkError> {
  const { subtask, sample, contextTokens, maxNewTokens, encoder } = request
  const needed = (await encoder.count(sample.write(sample.fewestUnits))) + maxNewTokens
  return new RopewalkError(
    'task.invalid',
    `Context too short for ${subtask}: ${contextTokens} tokens. Expected ${needed} or more, ${maxNewTokens} of them for ` +
      'the answer. Choose a longer context, fewer new tokens, or leave the subtask out.',
    { subtask, contextTokens, neededTokens: needed },
  )
}
