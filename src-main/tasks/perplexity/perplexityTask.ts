/** Perplexity of a text: which windows are read, which of their tokens count. Protocols never mix. */
import { assertNever, InvariantError } from '../../contract'
import type { PerplexityTaskSpec } from '../../contract'
import type { PreparedTask, ScoringWindow, Task, TaskInput } from '../ports'
import { cutFullWindow } from './fullWindow'
import { cutHalfWindow } from './halfWindow'
import { scorePerplexity } from './scorePerplexity'
import { cutSlidingWindows } from './slidingWindow'
import type { WindowRequest } from './windowRequest'

export function createPerplexityTask(spec: PerplexityTaskSpec): Task {
  return {
    items: Array.from({ length: spec.windows }, (_, window) => ({ kind: 'window', window })),
    texts: [spec.text],
    prepare: (input) => prepare(spec, input),
  }
}

function prepare(spec: PerplexityTaskSpec, input: TaskInput): PreparedTask {
  const { tokenizer } = input
  const text = input.contents.get(spec.text)
  if (text === undefined) throw new InvariantError(`Text not handed to the perplexity task: ${spec.text}.`)
  return {
    async build(item) {
      if (item.kind !== 'window') throw new InvariantError(`Not a part of a perplexity task: ${item.kind}.`)
      const windows = cutWindows(spec, {
        textPath: spec.text,
        text: await tokenizer.encode(text),
        bosToken: tokenizer.addsBos ? tokenizer.bosToken : null,
        contextTokens: input.contextTokens,
        windows: spec.windows,
        window: item.window,
      })
      return {
        kind: 'score',
        windows,
        score: (nllNats) => scorePerplexity(windows, nllNats, spec),
      }
    },
  }
}

function cutWindows(spec: PerplexityTaskSpec, request: WindowRequest): readonly ScoringWindow[] {
  switch (spec.protocol) {
    case 'full-window':
      return [cutFullWindow(request)]
    case 'sliding-window':
      return cutSlidingWindows(request, spec.strideTokens)
    case 'half-window':
      return [cutHalfWindow(request)]
    default:
      return assertNever(spec.protocol)
  }
}
