/** Which models of an experiment are checkpoints of one another that differ in training length. */
import type { Manifest, ModelProvenance } from '../../contract'
import { listVariants, type Variant } from '../measures/variants'

export interface CheckpointSet {
  readonly shorter: Variant
  readonly longer: Variant
  /** The model both started from, read with the frequencies they were trained with; null where it was not run. */
  readonly start: Variant | null
}

/**
 * Two models of the same shape and vocabulary, each read with the frequencies of its own file, equal in both, whose
 * trained lengths differ: the shortest and the longest. A third model that another extension gives those frequencies
 * is the start. Null where there is no such pair.
 */
export function findCheckpoints(manifest: Manifest): CheckpointSet | null {
  const candidates = listVariants(manifest).flatMap((variant) => {
    const model = manifest.models[variant.model]
    const frequencies = model === undefined ? null : appliedFrequencies(manifest, variant, model)
    if (model === undefined || frequencies === null) return []
    return [{ variant, model, frequencies, isOwn: areEqual(frequencies, plainFrequencies(model)) }]
  })
  const trained = candidates
    .filter(({ isOwn }) => isOwn)
    .toSorted((a, b) => a.variant.trainedContextTokens - b.variant.trainedContextTokens)
  for (const shorter of trained)
    for (const longer of trained.toReversed()) {
      if (longer.variant.trainedContextTokens <= shorter.variant.trainedContextTokens) break
      if (!haveOneShape(shorter.model, longer.model)) continue
      if (!areEqual(shorter.frequencies, longer.frequencies)) continue
      const start = candidates.find(
        ({ isOwn, model, frequencies }) =>
          !isOwn && haveOneShape(model, shorter.model) && areEqual(frequencies, shorter.frequencies),
      )
      return { shorter: shorter.variant, longer: longer.variant, start: start?.variant ?? null }
    }
  return null
}

function haveOneShape(a: ModelProvenance, b: ModelProvenance): boolean {
  return (
    a.sha256 !== b.sha256 &&
    a.architecture === b.architecture &&
    a.layerCount === b.layerCount &&
    a.headCount === b.headCount &&
    a.headDimensions === b.headDimensions &&
    a.vocabularySize === b.vocabularySize
  )
}

/** Frequencies of a variant that are the same at every length; null where they are not, or are not known. */
function appliedFrequencies(
  manifest: Manifest,
  variant: Variant,
  model: ModelProvenance,
): readonly number[] | null {
  const records = manifest.appliedExtensions.filter(
    (record) => record.model === variant.model && record.extension === variant.extension,
  )
  const tables = records.map(
    ({ inverseFrequencies }) =>
      inverseFrequencies ?? (model.nativeEquivalent === 'none' ? plainFrequencies(model) : null),
  )
  const first = tables.length > 0 ? tables[0] : null
  return first !== null && tables.every((table) => table !== null && areEqual(table, first)) ? first : null
}

/** theta_j = b^(-2j/d) of the file's own base [d/2], rad/token. */
function plainFrequencies({ rotary }: ModelProvenance): number[] {
  return Array.from(
    { length: rotary.rotaryDimensions / 2 },
    (_, j) => rotary.ropeBase ** ((-2 * j) / rotary.rotaryDimensions),
  )
}

/** Equal to the precision at which a GGUF file keeps its base (float32). */
function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, j) => Math.abs(value - b[j]) <= 1e-4 * b[j])
}
