/** A variant is one model read with one extension: a line in a chart, a panel of a figure. */
import type { Cell, FinishedCell, Manifest } from '../../contract'

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
    return extensions.map((extension) => ({
      model,
      modelLabel,
      extension,
      label:
        spec.models.length === 1
          ? extension
          : extensions.length === 1
            ? modelLabel
            : `${modelLabel} · ${extension}`,
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
