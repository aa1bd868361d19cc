/** What a task asks of a model: to read a text, which is scored, or to answer a prompt. */
import type { TaskSpec } from './spec'

export type TaskFamily = 'score' | 'answer'

/** Declared for every kind: one without a family does not compile. */
const FAMILY_OF = {
  perplexity: 'score',
  passkey: 'answer',
  needle: 'answer',
  ruler: 'answer',
} as const satisfies Record<TaskSpec['kind'], TaskFamily>

type KindOf<F extends TaskFamily> = {
  [K in TaskSpec['kind']]: (typeof FAMILY_OF)[K] extends F ? K : never
}[TaskSpec['kind']]

/** The tasks of a family. */
export type TaskOf<F extends TaskFamily> = Extract<TaskSpec, { readonly kind: KindOf<F> }>

export function taskFamily(kind: TaskSpec['kind']): TaskFamily {
  return FAMILY_OF[kind]
}

export function isTaskOf<F extends TaskFamily>(task: TaskSpec, family: F): task is TaskOf<F> {
  return taskFamily(task.kind) === family
}
