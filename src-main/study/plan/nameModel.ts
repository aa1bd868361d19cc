/** What a model is called in results. Two of one name could not be told apart there. */
import { RopewalkError } from '../../contract'
import type { ModelDescription, ModelEntry } from '../../contract'

/** The label of the spec, else the name the file gives itself, else the file's own name. */
export function nameModel(entry: ModelEntry, description: ModelDescription): string {
  return entry.label ?? description.name ?? nameOfFile(entry.path)
}

/** @throws RopewalkError `experiment.invalid` naming the models of the first name that comes twice */
export function refuseEqualNames(
  models: readonly { entry: ModelEntry; description: ModelDescription }[],
): void {
  const names = models.map(({ entry, description }) => nameModel(entry, description))
  const second = names.findIndex((name, model) => names.indexOf(name) !== model)
  if (second === -1) return
  const first = names.indexOf(names[second])
  throw new RopewalkError(
    'experiment.invalid',
    `Two models of one name: ${names[second]} (models[${first}] and models[${second}]). ` +
      'Expected names that differ, since tables and figures tell models apart by them. Give one a `label` of its own.',
    { first, second, name: names[second] },
  )
}

function nameOfFile(path: string): string {
  const name = path.split(/[/\\:]/).at(-1) ?? path
  return name.replace(/\.gguf$/i, '')
}
