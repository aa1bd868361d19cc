/** A variant is one model read with one extension: a line in a chart, a panel of a figure. */
import type { Cell, FinishedCell, Manifest } from '../../contract'
import { nameExtension } from '../../core/rope'

export interface Variant {
  readonly model: number
  readonly modelLabel: string
  readonly extension: string
  /** The extension alone where the experiment has one model, the model alone where it has one extension. */
  readonly label: string
  readonly trainedContextTokens: number
}

/** In the order of the spec: models, and within a model its extensions. */
export function listVariants(manifest: Manifest): Variant[] {
  const { spec, models } = manifest
  return spec.models.flatMap((entry, model) => {
    const provenance = models[model]
    const modelLabel = provenance?.label ?? entry.label ?? entry.path
    const extensions = entry.extensions ?? spec.extensions
    const names = extensions.map(nameExtension)
    const nameOf = (extension: string, index: number) =>
      names.indexOf(names[index]) === names.lastIndexOf(names[index]) ? names[index] : extension
    return extensions.map((extension, index) => ({
      model,
      modelLabel,
      extension,
      label:
        spec.models.length === 1
          ? nameOf(extension, index)
          : extensions.length === 1
            ? modelLabel
            : `${modelLabel} · ${nameOf(extension, index)}`,
      trainedContextTokens:
        entry.trainedContextTokens ?? provenance?.rotary.trainedContextTokens ?? spec.contexts[0],
    }))
  })
}

/** Cells of a variant that came to a result. */
export function finishedCellsOf(cells: readonly Cell[], variant: Variant): FinishedCell[] {
  return cells.flatMap((cell) =>
    cell.status === 'done' && cell.model === variant.model && cell.extension === variant.extension
      ? [cell]
      : [],
  )
}

/** Context lengths of the spec, rising. */
export function listContexts(manifest: Manifest): number[] {
  return [...new Set(manifest.spec.contexts)].sort((a, b) => a - b)
}
