/** Passkey retrieval: a number hidden in filler, asked for at the end. Lengths are in tokens, depths in percent. */
import { InvariantError, RopewalkError } from '../../contract'
import type { PasskeyTaskSpec } from '../../contract'
import type { PreparedTask, Task, TaskInput } from '../ports'
import { orderPrompts, passkeyFiller, splitSentences } from '../prompt'
import { buildPasskeyPrompt } from './buildPasskeyPrompt'
import { drawPasskey } from './drawPasskey'

/** @throws RopewalkError `task.invalid` for a range of keys that ends before it begins */
export function createPasskeyTask(spec: PasskeyTaskSpec): Task {
  checkKeyRange(spec)
  return {
    items: orderPrompts(spec.depths, spec.repeats, fillsAlike(spec) ? 'across-repeats' : 'within-repeat'),
    texts: spec.text === undefined ? [] : [spec.text],
    prepare: (input) => prepare(spec, input),
  }
}

function prepare(spec: PasskeyTaskSpec, input: TaskInput): PreparedTask {
  const sentences = chooseSentences(spec, input)
  return {
    async build(item) {
      if (item.kind !== 'prompt') throw new InvariantError(`Not a part of a passkey task: ${item.kind}.`)
      const { key, first } = drawPasskey(spec, sentences.length, input, item.repeat)
      return buildPasskeyPrompt({
        key,
        first: fillsAlike(spec) ? 0 : first,
        sentences,
        depthPercent: item.depthPercent,
        depths: spec.depths,
        contextTokens: input.contextTokens,
        maxNewTokens: spec.maxNewTokens,
        scoring: spec.scoring,
        tokenizer: input.tokenizer,
      })
    },
  }
}

/** The fixed sentences always begin with the first, as in the original; a text begins anew with each repeat. */
function fillsAlike(spec: PasskeyTaskSpec): boolean {
  return spec.text === undefined
}

function chooseSentences(spec: PasskeyTaskSpec, input: TaskInput): readonly string[] {
  if (spec.text === undefined) return passkeyFiller
  const text = input.contents.get(spec.text)
  if (text === undefined) throw new InvariantError(`Text not handed to the passkey task: ${spec.text}.`)
  const sentences = splitSentences(text)
  if (sentences.length === 0)
    throw new RopewalkError(
      'text.tooShort',
      `No sentence without digits: ${spec.text}. Expected at least one, since digits could be mistaken for the key. ` +
        'Choose another filler text, or leave `text` out for the fixed sentences.',
      { text: spec.text },
    )
  return sentences
}

function checkKeyRange({ keyRange }: PasskeyTaskSpec): void {
  if (keyRange === undefined || keyRange.first <= keyRange.last) return
  throw new RopewalkError(
    'task.invalid',
    `Range of keys that ends before it begins: ${keyRange.first} to ${keyRange.last}. Expected \`first\` <= \`last\`. ` +
      'Swap the two.',
    { first: keyRange.first, last: keyRange.last },
  )
}
