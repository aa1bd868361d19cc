/** Rows of finding 1: how far each window's attention lies from the reference, and its perplexity. */
import type { FinishedCell, PerplexityOutcome } from '../../contract'
import { computeMeanHeadDivergenceNats, type HeadRows } from '../../core/attention'
import type { PatternRow } from '../../core/findings'
import type { ExperimentContents } from '../contents'
import { toHeadRows } from '../measures/headRows'
import { listVariants, type Variant } from '../measures/variants'

interface WindowCell {
  readonly variant: Variant
  readonly cell: FinishedCell
  readonly window: number
  readonly outcome: PerplexityOutcome
}

/**
 * Reference of a window: the same model with `none` on the window of the same number, up to the trained length at the
 * same length, beyond it at the longest length within training. Divergence is computed per head by distance bins and
 * then averaged; bins that the shorter run cannot reach have no mass.
 * Source: arXiv 2406.13282, section 3; the choice of the reference beyond the trained length is ours.
 *
 * @param task index of a perplexity task in the spec
 */
export function collectPatternRows(contents: ExperimentContents, task: number): PatternRow[] {
  const windows = collectWindows(contents, task)
  const plain = new Map(
    windows
      .filter(({ variant }) => variant.extension === 'none')
      .map((entry) => [keyOf(entry.variant.model, entry.cell.contextTokens, entry.window), entry]),
  )
  return windows.map(({ variant, cell, window, outcome }) => {
    const { model, trainedContextTokens } = variant
    const within = windows
      .filter((other) => other.variant.model === model && other.cell.contextTokens <= trainedContextTokens)
      .map((other) => other.cell.contextTokens)
    const longestTrained = Math.max(...within)
    const baseline = plain.get(keyOf(model, longestTrained, window))
    const reference = plain.get(keyOf(model, Math.min(cell.contextTokens, longestTrained), window))
    return {
      model: variant.modelLabel,
      extension: variant.extension,
      contextTokens: cell.contextTokens,
      trainedContextTokens,
      window,
      divergenceNats: computeDivergence(contents, cell, reference?.cell),
      meanNllNats: outcome.meanNllNats,
      baselineNllNats: baseline?.outcome.meanNllNats ?? null,
    }
  })
}

function collectWindows({ manifest, cells }: ExperimentContents, task: number): WindowCell[] {
  const variants = listVariants(manifest)
  return cells.flatMap((cell) => {
    if (cell.status !== 'done' || cell.task !== task) return []
    const { outcome, item } = cell
    if (outcome.kind !== 'perplexity' || item.kind !== 'window') return []
    const variant = variants.find(
      ({ model, extension }) => model === cell.model && extension === cell.extension,
    )
    return variant === undefined ? [] : [{ variant, cell, window: item.window, outcome }]
  })
}

function computeDivergence(
  contents: ExperimentContents,
  cell: FinishedCell,
  reference: FinishedCell | undefined,
): number | null {
  const own = readRows(contents, cell)
  const other = reference === undefined ? null : readRows(contents, reference)
  if (own === null || other === null || own.heads !== other.heads) return null
  return computeMeanHeadDivergenceNats(own, other)
}

function readRows({ headMeasures }: ExperimentContents, { id }: FinishedCell): HeadRows | null {
  const measures = headMeasures.get(id)
  return measures === undefined ? null : toHeadRows(measures, 'distance')
}

function keyOf(model: number, contextTokens: number, window: number): string {
  return `${model}/${contextTokens}/${window}`
}
