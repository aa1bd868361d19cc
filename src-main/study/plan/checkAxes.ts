/** An axis that names the same thing twice would measure it twice and count it as two. */
import { RopewalkError } from '../../contract'
import type { ExperimentSpec } from '../../contract'
import { formatExtensionSpec, parseExtensionSpec } from '../../core/rope'

/** @throws RopewalkError `experiment.invalid`, `extension.invalid` */
export function checkAxes(spec: ExperimentSpec): void {
  refuseRepeated('contexts', spec.contexts, String)
  refuseRepeated('extensions', spec.extensions, toCanonical)
  refuseRepeated(
    'models[].label',
    spec.models.flatMap(({ label }) => label ?? []),
    String,
  )
  refuseRepeated(
    'curves',
    (spec.curves ?? []).map(({ name }) => name),
    String,
  )
  spec.models.forEach((entry, model) =>
    refuseRepeated(`models[${model}].extensions`, entry.extensions ?? [], toCanonical),
  )
  spec.tasks.forEach((task, index) => {
    if ('depths' in task) refuseRepeated(`tasks[${index}].depths`, task.depths, String)
    if (task.kind === 'ruler') refuseRepeated(`tasks[${index}].subtasks`, task.subtasks, String)
  })
}

function toCanonical(extension: string): string {
  return formatExtensionSpec(parseExtensionSpec(extension))
}

function refuseRepeated<T extends string | number>(
  field: string,
  values: readonly T[],
  toName: (value: T) => string,
): void {
  const names = values.map(toName)
  const repeated = names.findIndex((name, index) => names.indexOf(name) !== index)
  if (repeated === -1) return
  throw new RopewalkError(
    'experiment.invalid',
    `The same twice in ${field}: ${values[repeated]}. Expected each value once. Remove one of them.`,
    { field, value: values[repeated] },
  )
}
