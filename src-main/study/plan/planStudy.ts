/** From a spec to its cells, in the order they run. */
import { assertNever } from '../../contract'
import type { CellItem, CellKey, ExperimentSpec } from '../../contract'
import { createTask } from '../../tasks'
import { checkAxes } from './checkAxes'

/**
 * Cells by model, context, extension, task and item: one model at a time, one session per (model, context, extension),
 * items in the order of the task, which shares the longest prefixes. Depends on the spec alone.
 *
 * @throws RopewalkError `experiment.invalid` where an axis names the same thing twice, `extension.invalid`
 */
export function planStudy(spec: ExperimentSpec): CellKey[] {
  checkAxes(spec)
  const tasks = spec.tasks.map(createTask)
  return spec.models.flatMap((entry, model) =>
    spec.contexts.flatMap((contextTokens) =>
      (entry.extensions ?? spec.extensions).flatMap((extension) =>
        tasks.flatMap(({ items }, task) =>
          items.map((item) => ({
            id: `m${model}/${extension}/n${contextTokens}/t${task}/${nameItem(item)}`,
            model,
            task,
            extension,
            contextTokens,
            item,
          })),
        ),
      ),
    ),
  )
}

function nameItem(item: CellItem): string {
  switch (item.kind) {
    case 'window':
      return `w${item.window}`
    case 'prompt':
      return `d${item.depthPercent}/r${item.repeat}`
    case 'sample':
      return `${item.subtask}/s${item.sample}`
    default:
      return assertNever(item)
  }
}
