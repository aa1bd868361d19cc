/** The table of tasks: a new task is one folder beside this file and one case here. */
import { assertNever } from '../contract'
import type { TaskSpec } from '../contract'
import { createNeedleTask } from './needle'
import { createPasskeyTask } from './passkey'
import { createPerplexityTask } from './perplexity'
import type { Task } from './ports'
import { createRulerTask } from './ruler'

export function createTask(spec: TaskSpec): Task {
  switch (spec.kind) {
    case 'perplexity':
      return createPerplexityTask(spec)
    case 'passkey':
      return createPasskeyTask(spec)
    case 'needle':
      return createNeedleTask(spec)
    case 'ruler':
      return createRulerTask(spec)
    default:
      return assertNever(spec)
  }
}
