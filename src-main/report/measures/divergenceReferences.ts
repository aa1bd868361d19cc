/** What the attention of a variant is held against, and why some comparisons are refused. */
import type { Manifest, ModelProvenance } from '../../contract'
import type { Alignment } from './headRows'
import { listContexts, listVariants, type Variant } from './variants'

export interface DivergenceReference {
  /**
   * `plain`: the same model with `none` at the same length. `plain-at-trained-length`: the same at the longest length
   * within training. `plain-model`: another model with `none`, of which this one is a continuation, at the same length.
   * `longer-model`: another model, trained at a longer length, at the same length.
   */
  readonly kind: 'plain' | 'plain-at-trained-length' | 'plain-model' | 'longer-model'
  readonly variant: Variant
  readonly contextTokens: number
  readonly alignment: Alignment
}

/**
 * Up to the trained length the reference is plain attention to the same tokens (row 1 of table 1 of arXiv 2406.13282);
 * beyond it a model trained at a longer length (row 2), and plain attention at the trained length, by distance and by
 * fraction of the length. Other models need the tokenizer of this one.
 */
export function listDivergenceReferences(
  manifest: Manifest,
  variant: Variant,
  contextTokens: number,
): DivergenceReference[] {
  const plain = findPlain(manifest, variant.model)
  const within = contextTokens <= variant.trainedContextTokens
  const references: DivergenceReference[] = []
  if (plain !== null && within)
    references.push({ kind: 'plain', variant: plain, contextTokens, alignment: 'distance' })
  const trained = longestWithin(manifest, variant.trainedContextTokens)
  if (plain !== null && !within && trained !== null)
    for (const alignment of ['distance', 'key-fraction'] as const)
      references.push({ kind: 'plain-at-trained-length', variant: plain, contextTokens: trained, alignment })
  return [...references, ...listOtherModels(manifest, variant, contextTokens)]
}

/** In words, for pairs of models that a comparison would suggest itself for. */
export function listRefusals(manifest: Manifest): string[] {
  const { models } = manifest
  return models.flatMap((model, i) =>
    models.slice(i + 1).flatMap((other) => {
      const reason = whyNotComparable(model, other)
      return reason === null
        ? []
        : [`${model.label} and ${other.label} are not held against each other: ${reason}`]
    }),
  )
}

function listOtherModels(manifest: Manifest, variant: Variant, contextTokens: number): DivergenceReference[] {
  const own = manifest.models.at(variant.model)
  const others = listVariants(manifest).filter(({ model }) => {
    const other = manifest.models.at(model)
    return (
      own !== undefined &&
      other !== undefined &&
      model !== variant.model &&
      whyNotComparable(own, other) === null
    )
  })
  const hasPlain = findPlain(manifest, variant.model) !== null
  const start = others.find(
    ({ extension, trainedContextTokens }) =>
      !hasPlain && extension === 'none' && trainedContextTokens >= contextTokens,
  )
  const longer = others
    .filter(({ extension }) => extension === 'native' || extension === 'none')
    .toSorted((a, b) => b.trainedContextTokens - a.trainedContextTokens)
    .find(
      ({ trainedContextTokens }) =>
        trainedContextTokens > variant.trainedContextTokens &&
        trainedContextTokens >= contextTokens &&
        contextTokens > variant.trainedContextTokens,
    )
  const alignment = 'distance' as const
  return [
    ...(start === undefined
      ? []
      : [{ kind: 'plain-model' as const, variant: start, contextTokens, alignment }]),
    ...(longer === undefined
      ? []
      : [{ kind: 'longer-model' as const, variant: longer, contextTokens, alignment }]),
  ]
}

/** Attention is over tokens: other tokens, other attention. Heads are compared one by one. */
function whyNotComparable(a: ModelProvenance, b: ModelProvenance): string | null {
  if (a.vocabularySize !== b.vocabularySize)
    return `their tokenizers differ (${a.vocabularySize} and ${b.vocabularySize} tokens), so the same text is not the same tokens.`
  if (a.tokenizer !== undefined && b.tokenizer !== undefined)
    if (a.tokenizer.model !== b.tokenizer.model || a.tokenizer.pre !== b.tokenizer.pre)
      return `their tokenizers differ (${describeTokenizer(a.tokenizer)} and ${describeTokenizer(b.tokenizer)}).`
  if (a.layerCount !== b.layerCount || a.headCount !== b.headCount)
    return `their heads do not correspond (${a.layerCount} x ${a.headCount} and ${b.layerCount} x ${b.headCount} layers x heads).`
  return null
}

function describeTokenizer({ model, pre }: NonNullable<ModelProvenance['tokenizer']>): string {
  return pre === null ? model : `${model} ${pre}`
}

function findPlain(manifest: Manifest, model: number): Variant | null {
  return (
    listVariants(manifest).find((variant) => variant.model === model && variant.extension === 'none') ?? null
  )
}

function longestWithin(manifest: Manifest, trainedContextTokens: number): number | null {
  return (
    listContexts(manifest)
      .filter((tokens) => tokens <= trainedContextTokens)
      .at(-1) ?? null
  )
}
