/** Needle in a haystack: a sentence hidden in texts, asked for at the end. Lengths are in tokens, depths in percent. */
import { InvariantError, RopewalkError } from '../../contract'
import type { NeedleTaskSpec } from '../../contract'
import type { PreparedTask, Task, TaskInput } from '../ports'
import { cutSentences, orderPrompts } from '../prompt'
import { buildNeedlePrompt } from './buildNeedlePrompt'
import { checkHaystack } from './checkHaystack'
import { drawNeedle } from './drawNeedle'
import { createFullStopTest } from './fullStops'
import type { NeedleWording } from './protocols'
import { readHaystack } from './readHaystack'
import { fillKey, resolveWording } from './resolveWording'

/** @throws RopewalkError `task.invalid` for words that do not go together */
export function createNeedleTask(spec: NeedleTaskSpec): Task {
  const wording = resolveWording(spec)
  return {
    items: orderPrompts(spec.depths, spec.repeats, 'within-repeat'),
    texts: spec.texts,
    prepare: (input) => prepare(spec, wording, input),
  }
}

function prepare(spec: NeedleTaskSpec, wording: NeedleWording, input: TaskInput): PreparedTask {
  const text = readHaystack(spec.texts, input.contents)
  const sentences = cutSentences(text)
  if (sentences.length === 0) throw emptyHaystack(spec)
  const isFullStop = createFullStopTest(input.tokenizer)
  return {
    async build(item) {
      if (item.kind !== 'prompt') throw new InvariantError(`Not a part of a needle task: ${item.kind}.`)
      const { key, firstSentence } = drawNeedle(spec.digits, sentences.length, input, item.repeat)
      const filled = fillKey(wording, key)
      checkHaystack(text, filled)
      return buildNeedlePrompt({
        wording: filled,
        sentences,
        firstSentence,
        repeats: spec.repeatHaystack ? 'allowed' : 'refused',
        depthPercent: item.depthPercent,
        depths: spec.depths,
        contextTokens: input.contextTokens,
        tokenizer: input.tokenizer,
        isFullStop,
      })
    },
  }
}

function emptyHaystack({ texts }: NeedleTaskSpec): RopewalkError {
  return new RopewalkError(
    'task.invalid',
    `Haystack without words: ${texts.join(', ')}. Expected text. Name other files.`,
    { texts: texts.join(', ') },
  )
}
