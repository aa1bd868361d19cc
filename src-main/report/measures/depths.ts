/** Depths of a task, in percent. */
import type { TaskSpec } from '../../contract'

/** As asked for, rising; none where depth is no axis of the task. */
export function listDepths(task: TaskSpec): number[] {
  return 'depths' in task ? [...new Set(task.depths)].sort((a, b) => a - b) : []
}
