/** Table 1 of arXiv 2406.13282: does the order of the methods by divergence come out as in the paper? */
import type { Manifest } from '../../contract'
import { compareWithTableOne, toPaperMethod, type MethodOrder, type PaperMethod } from '../../core/findings'
import type { DivergenceMeasure } from '../measures/divergence'
import type { DivergenceReference } from '../measures/divergenceReferences'
import type { Variant } from '../measures/variants'

export interface TableOneOrder extends MethodOrder {
  /** The perplexity task: its index in the spec, and its name. */
  readonly task: number
  readonly taskName: string
  readonly row: 'within-training' | 'beyond-training'
  /** `untrained`: one model under several extensions. `trained`: models trained with theirs, as in the paper. */
  readonly models: 'untrained' | 'trained'
  readonly reference: DivergenceReference
  readonly contextTokens: number
}

/**
 * Per task, reference and length, once for the extensions of a model that was not trained for them, and once for the models
 * trained with their extension at the same length as the plain model. Orders with nothing to compare are left out.
 */
export function compareTableOne(
  manifest: Manifest,
  divergences: readonly DivergenceMeasure[],
): TableOneOrder[] {
  const plain = divergences.find(({ variant }) => variant.extension === 'none')?.variant
  if (plain === undefined) return []
  const groups = new Map<string, DivergenceMeasure[]>()
  for (const measure of divergences) {
    const key = keyOf(measure, plain)
    groups.set(key, [...(groups.get(key) ?? []), measure])
  }
  return [...groups.values()].flatMap((group) =>
    (['untrained', 'trained'] as const).flatMap((models): TableOneOrder[] => {
      const { task, taskName, reference, contextTokens } = group[0]
      const row = contextTokens <= plain.trainedContextTokens ? 'within-training' : 'beyond-training'
      const members = group.filter(({ variant }) => belongsTo(variant, plain, models))
      const order = compareWithTableOne(
        members.flatMap(({ variant, perWindowNats: { value } }) =>
          value === null
            ? []
            : [
                {
                  label: models === 'untrained' ? variant.extension : variant.label,
                  method: methodOf(manifest, variant, plain),
                  meanDivergenceNats: value,
                },
              ],
        ),
        row,
      )
      return order.matchesPaper === null
        ? []
        : [{ task, taskName, row, models, reference, contextTokens, ...order }]
    }),
  )
}

/** The same reference at the same length; that of the plain model is its own and that of the models it was continued to. */
function keyOf({ task, reference, contextTokens }: DivergenceMeasure, plain: Variant): string {
  const { variant, alignment } = reference
  const isPlain = variant.model === plain.model && variant.extension === 'none'
  return JSON.stringify([
    task,
    contextTokens,
    reference.contextTokens,
    alignment,
    isPlain ? 'plain' : variant.label,
  ])
}

function belongsTo(variant: Variant, plain: Variant, models: TableOneOrder['models']): boolean {
  if (variant.model === plain.model) return models === 'untrained' || variant.extension === 'none'
  return models === 'trained' && variant.trainedContextTokens === plain.trainedContextTokens
}

/** What a file was trained with is what it asks for; a larger base alone is what the paper calls NTK. */
function methodOf(manifest: Manifest, variant: Variant, plain: Variant): PaperMethod | null {
  if (variant.extension !== 'native') return toPaperMethod(variant.extension)
  const own = manifest.models.at(variant.model)
  const start = manifest.models.at(plain.model)
  if (own === undefined || start === undefined || own.nativeEquivalent === null) return null
  const declared = toPaperMethod(own.nativeEquivalent)
  const isLargerBase = own.rotary.ropeBase > start.rotary.ropeBase * 1.001
  return declared === 'none' && isLargerBase ? 'ntk' : declared
}
