/** Tasks by name, in the order of the spec: the kind, and what tells several of one kind apart. */
import { isTaskOf, type TaskFamily, type TaskOf, type TaskSpec } from '../../contract'

/** A task as summaries name it. */
export interface NamedTask {
  /** Index in the spec. */
  readonly task: number
  readonly name: string
  /** There is no other that it could be mistaken for: its name says nothing more. */
  readonly isAlone: boolean
}

export interface FamilyTask<F extends TaskFamily> extends NamedTask {
  readonly spec: TaskOf<F>
}

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

export function listTasksOf<F extends TaskFamily>(tasks: readonly TaskSpec[], family: F): FamilyTask<F>[] {
  const names = nameTasks(tasks)
  const own = tasks.flatMap((spec, task) =>
    isTaskOf(spec, family) ? [{ task, name: names[task], spec }] : [],
  )
  return own.map((each) => ({ ...each, isAlone: own.length === 1 }))
}

/** A title with the name of the task it is about, where there are several. */
export function titleOfTask(title: string, { name, isAlone }: Pick<NamedTask, 'name' | 'isAlone'>): string {
  return isAlone ? title : `${title}, ${name}`
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
