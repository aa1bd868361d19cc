/** A needle prompt of an exact length in tokens, with the exact place of its needle. */
import { RopewalkError } from '../../contract'
import type { Tokenizer } from '../../engine/ports'
import type { AnswerWork } from '../ports'
import { checkAnswerLength, createPieceEncoder, listReusePoints, type PieceEncoder } from '../prompt'
import { findInsertion } from './findInsertion'
import type { FullStopTest } from './fullStops'
import { judgeNeedle } from './judgeNeedle'
import type { NeedleWording } from './protocols'
import { takeHaystack, type HaystackSource } from './takeHaystack'

export interface NeedlePromptRequest extends Pick<HaystackSource, 'sentences' | 'firstSentence' | 'repeats'> {
  /** With its key filled in. */
  readonly wording: NeedleWording
  readonly depthPercent: number
  /** Every depth at which the task puts a needle into this haystack. */
  readonly depths: readonly number[]
  /** Prompt and new tokens together. */
  readonly contextTokens: number
  readonly tokenizer: Tokenizer
  readonly isFullStop: FullStopTest
}

/**
 * The template with the haystack for `{context}`, BOS first where the model adds one, the needle on a line of its own behind
 * a sentence. The prompt has `contextTokens - maxNewTokens` tokens, and the answer continues it with a space.
 *
 * @throws RopewalkError `task.invalid` when needle and question do not fit into the context, the answer not into the new
 *   tokens, or the haystack is too short
 */
export async function buildNeedlePrompt(request: NeedlePromptRequest): Promise<AnswerWork> {
  const { wording, tokenizer, isFullStop } = request
  const encoder = createPieceEncoder(tokenizer)
  const newline = await encoder.encodeNewline()
  const { before, lead, after } = splitTemplate(wording)
  const head = [...encoder.start, ...(await encodeText(encoder, before))]
  const needle = await encoder.encode(wording.needle.trim())
  const tail = await encodeText(encoder, after)
  const expectedTokens = await encoder.encode(` ${wording.answer}`)
  checkAnswerLength(expectedTokens.length, wording.maxNewTokens)

  const fixedTokens = head.length + 2 * newline.length + needle.length + tail.length
  const haystack = await takeHaystack({
    ...request,
    encoder,
    lead,
    tokens: countHaystackTokens(request, fixedTokens),
  })
  const insert = (depth: number) => findInsertion(haystack.tokens, depth, isFullStop, encoder.decode)
  const insertion = await insert(request.depthPercent)
  const shallower = request.depths.filter((depth) => depth < request.depthPercent)
  const otherInsertions = await Promise.all(shallower.map(insert))
  const needleStart = head.length + insertion + newline.length
  return {
    kind: 'answer',
    prompt: Int32Array.from([
      ...head,
      ...haystack.tokens.slice(0, insertion),
      ...newline,
      ...needle,
      ...newline,
      ...haystack.tokens.slice(insertion),
      ...tail,
    ]),
    reusePoints: listReusePoints(head.length, [...otherInsertions, insertion]),
    needle: { first: needleStart, end: needleStart + needle.length },
    haystack: haystack.use,
    placedDepthPercent: haystack.use.tokens === 0 ? 0 : (100 * insertion) / haystack.use.tokens,
    expected: wording.answer,
    expectedTokens,
    maxNewTokens: wording.maxNewTokens,
    stopTokens: tokenizer.endOfGenerationTokens,
    judge: (answerText) => judgeNeedle(answerText, wording.answer, wording.pass),
  }
}

async function encodeText(encoder: PieceEncoder, text: string): Promise<Int32Array> {
  return text === '' ? new Int32Array() : encoder.encode(text)
}

/** Spaces before the haystack belong to its first word, as tokenizers have it. */
function splitTemplate({ template, question }: NeedleWording) {
  const [head, ...rest] = template.split('{context}')
  const before = head.replace(/ +$/, '')
  return {
    before: before.replaceAll('{question}', question),
    lead: head.slice(before.length),
    after: rest.join('{context}').replaceAll('{question}', question),
  }
}

function countHaystackTokens({ contextTokens, wording }: NeedlePromptRequest, fixedTokens: number): number {
  const needed = fixedTokens + wording.maxNewTokens
  if (needed <= contextTokens) return contextTokens - needed
  throw new RopewalkError(
    'task.invalid',
    `Needle longer than the context: ${contextTokens} tokens. Expected ${needed} or more (${fixedTokens} for needle and ` +
      `question, ${wording.maxNewTokens} for the answer). Choose a longer context, a shorter needle or fewer new tokens.`,
    { contextTokens, neededTokens: needed },
  )
}
