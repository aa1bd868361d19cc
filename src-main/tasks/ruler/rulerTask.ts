/** RULER: synthetic subtasks of retrieval, tracking and counting, each at every length. */
import { InvariantError, RopewalkError } from '../../contract'
import type { CellItem, RulerSubtask, RulerTaskSpec } from '../../contract'
import type { PreparedTask, Task, TaskInput } from '../ports'
import { cutSentences, deriveRandom } from '../prompt'
import { buildRulerPrompt } from './buildRulerPrompt'
import { createSample } from './createSample'
import { createPromptEncoder } from './encodePieces'
import { niahSubtasks } from './niah/subtasks'
import { randomStreams } from './sampleInput'

/** @throws RopewalkError `task.invalid` when a subtask needs essays and the spec names none */
export function createRulerTask(spec: RulerTaskSpec): Task {
  checkEssays(spec)
  return {
    items: spec.subtasks.flatMap((subtask) =>
      Array.from({ length: spec.samples }, (_, sample): CellItem => ({ kind: 'sample', subtask, sample })),
    ),
    texts: spec.subtasks.some(needsEssays) ? spec.texts : [],
    prepare: (input) => prepare(spec, input),
  }
}

function prepare(spec: RulerTaskSpec, input: TaskInput): PreparedTask {
  const { contextTokens, tokenizer, seed, taskIndex } = input
  const sentences = cutEssays(spec, input)
  const encoder = createPromptEncoder(tokenizer)
  return {
    async build(item) {
      if (item.kind !== 'sample') throw new InvariantError(`Not a part of a RULER task: ${item.kind}.`)
      const subtask = findSubtask(spec, item.subtask)
      const sample = createSample(subtask, {
        wording: spec.wording,
        contextTokens,
        sentences,
        random: (stream) =>
          deriveRandom(seed, taskIndex, subtaskNumbers[subtask], item.sample, randomStreams[stream]),
      })
      const maxNewTokens = spec.maxNewTokens ?? sample.maxNewTokens
      return buildRulerPrompt({ subtask, sample, contextTokens, maxNewTokens, encoder, tokenizer })
    },
  }
}

/** Fixed, so that a subtask draws the same whichever others the spec names. */
const subtaskNumbers: Readonly<Record<RulerSubtask, number>> = {
  niah_single_1: 0,
  niah_single_2: 1,
  niah_single_3: 2,
  niah_multikey_1: 3,
  niah_multikey_2: 4,
  niah_multikey_3: 5,
  niah_multivalue: 6,
  niah_multiquery: 7,
  vt: 8,
  cwe: 9,
  fwe: 10,
}

function findSubtask({ subtasks }: RulerTaskSpec, name: string): RulerSubtask {
  const found = subtasks.find((subtask) => subtask === name)
  if (found === undefined) throw new InvariantError(`Not a subtask of this RULER task: ${name}.`)
  return found
}

function needsEssays(subtask: RulerSubtask): boolean {
  return Object.entries(niahSubtasks).some(
    ([name, { haystack }]) => name === subtask && haystack === 'essays',
  )
}

function checkEssays({ subtasks, texts }: RulerTaskSpec): void {
  const needing = subtasks.filter(needsEssays)
  if (needing.length === 0 || texts.length > 0) return
  throw new RopewalkError(
    'task.invalid',
    `RULER subtasks without essays: ${needing.join(', ')}. Expected \`texts\` to hide their needles in. ` +
      'Name texts, or leave these subtasks out.',
    { subtasks: needing.join(', ') },
  )
}

/** All texts as one line, in sentences without white space around them. */
function cutEssays(spec: RulerTaskSpec, { contents }: TaskInput): string[] {
  if (!spec.subtasks.some(needsEssays)) return []
  const sentences = spec.texts.flatMap((path) => {
    const content = contents.get(path)
    if (content === undefined) throw new InvariantError(`Text not handed to the RULER task: ${path}.`)
    return cutSentences(content).map((sentence) => sentence.replace(/\s+/g, ' ').trim())
  })
  if (sentences.length > 0) return sentences
  throw new RopewalkError(
    'task.invalid',
    `Essays without words: ${spec.texts.join(', ')}. Expected text. Name other files.`,
    { texts: spec.texts.join(', ') },
  )
}
