/** Whether an extension can be computed for a model at every length: the model's header tells, before anything runs. */
import { RopewalkError } from '../../contract'
import type { ExperimentSpec, ModelDescription, ModelEntry, RopeExtension } from '../../contract'
import { parseExtensionSpec, resolveExtension } from '../../core/rope'
import { nameModel } from './nameModel'

export interface ExtensionOfModel {
  /** As written in the spec. */
  readonly extension: string
  /** Text of the file that the extension names. */
  readonly fileText: string | null
  readonly entry: ModelEntry
  readonly description: ModelDescription
}

/** @throws RopewalkError `extension.invalid` that names model and extension, and the length where others are usable */
export function checkExtension(spec: ExperimentSpec, asked: ExtensionOfModel): void {
  const { extension, entry, description } = asked
  const parsed = parseExtensionSpec(extension)
  const refusals = spec.contexts.flatMap((contextTokens) => findRefusal(parsed, contextTokens, asked) ?? [])
  if (refusals.length === 0) return
  const [{ refusal, contextTokens }] = refusals
  const model = nameModel(entry, description)
  const length = refusals.length < spec.contexts.length ? ` at ${contextTokens} tokens` : ''
  const shared = spec.models.length > 1 && entry.extensions === undefined
  throw new RopewalkError(
    refusal.code,
    `Extension not usable with model ${model}${length}: ${extension}. ${refusal.message}` +
      (shared ? ' Or give the models `extensions` of their own.' : ''),
    { ...refusal.details, model, extension, contextTokens },
  )
}

function findRefusal(
  parsed: RopeExtension,
  contextTokens: number,
  { fileText, description }: ExtensionOfModel,
): { refusal: RopewalkError; contextTokens: number } | null {
  try {
    resolveExtension(parsed, description.rotary, contextTokens, fileText)
    return null
  } catch (thrown) {
    if (thrown instanceof RopewalkError) return { refusal: thrown, contextTokens }
    throw thrown
  }
}
