/** Table 1 of the paper: how far the attention of every variant lies from a reference, at three levels of averaging, task by task. */
import type { FinishedCell } from '../../contract'
import {
  averageHeads,
  averagePatterns,
  computeMeanHeadDivergenceNats,
  type HeadRows,
} from '../../core/attention'
import { computeMean, computeStatistic, undefinedStatistic, type Statistic } from '../../core/statistics'
import type { ExperimentContents } from '../contents'
import { listDivergenceReferences, type DivergenceReference } from './divergenceReferences'
import { toHeadRows, type Alignment } from './headRows'
import { listTasksOf, type NamedTask } from './taskNames'
import { finishedCellsOf, listContexts, listVariants, type Variant } from './variants'

/** Jensen-Shannon divergence in nats, 0 .. ln 2. Bins are the same throughout an experiment. */
export interface DivergenceMeasure {
  /** The perplexity task: its index in the spec, and its name. */
  readonly task: number
  readonly taskName: string
  readonly variant: Variant
  readonly contextTokens: number
  readonly reference: DivergenceReference
  /** Windows both have. */
  readonly windows: number
  /** Windows x layers x heads. */
  readonly samples: number
  /** Mean over windows, layers and heads of the divergence of one row: the default level. */
  readonly perWindowNats: Statistic
  /** Mean over layers and heads of the divergence of rows averaged over windows. */
  readonly ofMeanRowsNats: Statistic
  /** Divergence of the mean over windows, layers and heads. */
  readonly ofGrandMeanNats: Statistic
}

/** Of every perplexity task, in the order of the spec; windows of the same number are compared. */
export function computeDivergences(contents: ExperimentContents): DivergenceMeasure[] {
  return listTasksOf(contents.manifest.spec.tasks, 'score').flatMap((named) => computeOfTask(contents, named))
}

function computeOfTask(contents: ExperimentContents, { task, name }: NamedTask): DivergenceMeasure[] {
  const { manifest } = contents
  return listVariants(manifest).flatMap((variant) =>
    listContexts(manifest).flatMap((contextTokens) =>
      listDivergenceReferences(manifest, variant, contextTokens).flatMap((reference) => {
        const own = collectRows(contents, { task, variant, contextTokens, alignment: reference.alignment })
        const other = collectRows(contents, { task, ...reference })
        const pairs = [...own].flatMap(([window, rows]) => {
          const partner = other.get(window)
          return partner === undefined ? [] : [{ own: rows, other: partner }]
        })
        if (pairs.length === 0) return []
        return [
          {
            task,
            taskName: name,
            variant,
            contextTokens,
            reference,
            windows: pairs.length,
            samples: pairs.length * pairs[0].own.heads,
            ...measurePairs(pairs, reference.alignment, manifest.spec.seed),
          },
        ]
      }),
    ),
  )
}

interface PatternPair {
  readonly own: HeadRows
  readonly other: HeadRows
}

interface RowsWanted {
  readonly task: number
  readonly variant: Variant
  readonly contextTokens: number
  readonly alignment: Alignment
}

/** Patterns averaged before they are compared are averaged anew in every resample: fewer of them, for large models. */
const RESAMPLES_OF_MEANS = 500

/** By number of the window. */
function collectRows(
  { cells, headMeasures }: ExperimentContents,
  { task, variant, contextTokens, alignment }: RowsWanted,
): Map<number, HeadRows> {
  const wanted = finishedCellsOf(cells, variant).filter(
    (cell) => cell.task === task && cell.contextTokens === contextTokens,
  )
  return new Map(
    wanted.flatMap(({ id, item }: FinishedCell) => {
      const measures = headMeasures.get(id)
      const rows = measures === undefined ? null : toHeadRows(measures, alignment)
      return rows === null || item.kind !== 'window' ? [] : [[item.window, rows] as const]
    }),
  )
}

function measurePairs(
  pairs: readonly PatternPair[],
  alignment: Alignment,
  seed: number,
): Pick<DivergenceMeasure, 'perWindowNats' | 'ofMeanRowsNats' | 'ofGrandMeanNats'> {
  const [first] = pairs
  if (alignment === 'key-fraction' && first.own.bins !== first.other.bins) {
    const reason = `${first.own.bins} and ${first.other.bins} bins of the key position: a length has fewer tokens than bins`
    const undefinedHere = undefinedStatistic(reason, pairs.length)
    return { perWindowNats: undefinedHere, ofMeanRowsNats: undefinedHere, ofGrandMeanNats: undefinedHere }
  }
  const design = { seed, unit: 'window' }
  const compareMeans = (compared: readonly PatternPair[]) => {
    const own = compared.map((pair) => pair.own)
    const other = compared.map((pair) => pair.other)
    return computeStatistic(
      compared.length,
      (weights) =>
        computeMeanHeadDivergenceNats(averagePatterns(own, weights), averagePatterns(other, weights)),
      { ...design, resamples: RESAMPLES_OF_MEANS },
    )
  }
  return {
    perWindowNats: computeMean(
      pairs.map(({ own, other }) => computeMeanHeadDivergenceNats(own, other)),
      design,
    ),
    ofMeanRowsNats: compareMeans(pairs),
    ofGrandMeanNats: compareMeans(
      pairs.map(({ own, other }) => ({ own: averageHeads(own), other: averageHeads(other) })),
    ),
  }
}
