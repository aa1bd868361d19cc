/** What a cell read, made again from the experiment's spec and seed, and its answer. */
import { assertNever } from '../../contract'
import type { Cell, ExperimentSpec, PositionSpan } from '../../contract'
import type { Tokenizer } from '../../engine/ports'
import { createTask, toPlainText } from '../../tasks'
import type { AnswerWork } from '../../tasks'
import type { StudyFiles } from '../ports'

export interface RebuiltCell {
  /** The first window of a scoring cell; prompt and generated answer of an answer cell [n]. */
  readonly tokens: Int32Array
  /** Where the answer to find stands. */
  readonly needle: PositionSpan | null
  /** Queries that predicted the answer, as the run observed them. */
  readonly answerQueries: PositionSpan | null
}

/**
 * @param tokenizer of the cell's model
 * @throws RopewalkError `text.missing`, `text.tooShort`, `context.invalid`, `task.invalid`
 */
export async function rebuildCell(
  spec: ExperimentSpec,
  cell: Cell,
  tokenizer: Tokenizer,
  files: Pick<StudyFiles, 'readText'>,
): Promise<RebuiltCell> {
  const task = createTask(spec.tasks[cell.task])
  const contents = new Map<string, string>()
  for (const path of task.texts) contents.set(path, toPlainText(path, (await files.readText(path)).text))
  const prepared = task.prepare({
    seed: spec.seed,
    taskIndex: cell.task,
    contextTokens: cell.contextTokens,
    tokenizer,
    contents,
  })
  const work = await prepared.build(cell.item)
  switch (work.kind) {
    case 'score':
      return { tokens: work.windows[0].tokens, needle: null, answerQueries: null }
    case 'answer':
      return rebuildAnswer(work, cell)
    default:
      return assertNever(work)
  }
}

/** The last prompt token predicts the first token of the answer; the query that ended the answer predicted a stop token. */
function rebuildAnswer({ prompt, needle }: AnswerWork, cell: Cell): RebuiltCell {
  const outcome = cell.status === 'done' && cell.outcome.kind === 'answer' ? cell.outcome : null
  const answer = outcome?.answerTokens ?? []
  const stopping = outcome?.stoppedBy === 'length' ? 0 : 1
  return {
    tokens: Int32Array.from([...prompt, ...answer]),
    needle,
    answerQueries: { first: prompt.length - 1, end: prompt.length - 1 + answer.length + stopping },
  }
}
