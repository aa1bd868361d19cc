/** Likelihood by position within a window, and what an extension changes there on the same windows. */
import type { PositionBucket } from '../../contract'
import { computePairedDifference, computeStatistic, type Statistic } from '../../core/statistics'
import type { ExperimentContents } from '../contents'
import { finishedCellsOf, listContexts, listVariants, type Variant } from './variants'

export interface NllByPosition {
  readonly variant: Variant
  readonly contextTokens: number
  /** Positions `first .. end - 1`; buckets double. */
  readonly first: number
  readonly end: number
  readonly windows: number
  /** Mean over the bucket's tokens, nats. */
  readonly nllNats: Statistic
  /** Extension minus `none` of the same model on the same windows, nats; null for `none` and where it was not run. */
  readonly minusPlainNats: Statistic | null
}

/** Rows of one perplexity task by variant, length and bucket; windows are resampled. */
export function computeNllByPosition(contents: ExperimentContents, taskIndex: number): NllByPosition[] {
  const { manifest } = contents
  const variants = listVariants(manifest)
  const design = { seed: manifest.spec.seed, unit: 'window' }
  return listContexts(manifest).flatMap((contextTokens) => {
    const bucketsOf = (variant: Variant) => collectBuckets(contents, { taskIndex, variant, contextTokens })
    return variants.flatMap((variant) => {
      const plain =
        variant.extension === 'none'
          ? undefined
          : variants.find(({ model, extension }) => model === variant.model && extension === 'none')
      const plainBuckets = plain === undefined ? null : bucketsOf(plain)
      return [...bucketsOf(variant).values()].map((buckets): NllByPosition => {
        const { first, end } = buckets[0].bucket
        const pairs = buckets.flatMap(({ window, bucket }) => {
          const partner = plainBuckets?.get(first)?.find((each) => each.window === window)
          return partner === undefined ? [] : [{ own: meanOf(bucket), plain: meanOf(partner.bucket) }]
        })
        return {
          variant,
          contextTokens,
          first,
          end,
          windows: buckets.length,
          nllNats: computeStatistic(
            buckets.length,
            (weights) => {
              const count = buckets.reduce((total, { bucket }, i) => total + weights[i] * bucket.count, 0)
              const sum = buckets.reduce((total, { bucket }, i) => total + weights[i] * bucket.sumNats, 0)
              return count > 0 ? sum / count : 'no tokens were scored'
            },
            design,
          ),
          minusPlainNats:
            pairs.length === 0
              ? null
              : computePairedDifference(
                  pairs.map(({ own }) => own),
                  pairs.map((pair) => pair.plain),
                  design,
                ),
        }
      })
    })
  })
}

interface WindowBucket {
  readonly window: number
  readonly bucket: PositionBucket
}

/** Buckets with scored tokens, by their first position. */
function collectBuckets(
  { cells }: ExperimentContents,
  wanted: { taskIndex: number; variant: Variant; contextTokens: number },
): Map<number, WindowBucket[]> {
  const byFirst = new Map<number, WindowBucket[]>()
  for (const { task, contextTokens, item, outcome } of finishedCellsOf(cells, wanted.variant)) {
    if (task !== wanted.taskIndex || contextTokens !== wanted.contextTokens) continue
    if (item.kind !== 'window' || outcome.kind !== 'perplexity') continue
    for (const bucket of outcome.positionBuckets.filter(({ count }) => count > 0)) {
      const group = byFirst.get(bucket.first) ?? []
      byFirst.set(bucket.first, [...group, { window: item.window, bucket }])
    }
  }
  return byFirst
}

function meanOf({ sumNats, count }: PositionBucket): number {
  return sumNats / count
}
