/** Tasks by name, in the order of the spec: the kind, and what tells several of one kind apart. */
import type { TaskSpec } from '../../contract'

export function nameTasks(tasks: readonly TaskSpec[]): string[] {
  return tasks.map((task, index) => {
    const kin = tasks.filter(({ kind }) => kind === task.kind)
    const kind = task.kind === 'ruler' ? 'RULER' : task.kind
    if (kin.length === 1) return kind
    const details = kin.map(describeDetail)
    const isTold = new Set(details).size === kin.length
    return `${kind} (${isTold ? describeDetail(task) : `task ${index + 1}`})`
  })
}

/** What tasks of a kind usually differ in. */
function describeDetail(task: TaskSpec): string {
  switch (task.kind) {
    case 'perplexity':
      return task.text.split('/').at(-1) ?? task.text
    case 'passkey':
      return `${task.digits} digits`
    case 'needle':
      return task.protocol
    case 'ruler':
      return task.subtasks.join(', ')
  }
}
