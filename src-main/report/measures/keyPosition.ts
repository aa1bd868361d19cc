/** Attention by absolute key position, per head, averaged over the windows of a variant and length. */
import { averagePatterns, computeUniformKeyPositionMass } from '../../core/attention'
import type { ExperimentContents } from '../contents'
import type { ProfileWanted } from './distance'
import { toHeadRows } from './headRows'
import { observedQueries } from './observedQueries'
import { finishedCellsOf } from './variants'

export interface KeyPositionProfile extends ProfileWanted {
  readonly windows: number
  /** Queries observed in each window. */
  readonly queries: number
  /** First key of each bin, and the end [B + 1]. */
  readonly edges: readonly number[]
  /** Mean attention per key of the bin [L x H][B]. */
  readonly headDensity: readonly (readonly number[])[]
  readonly meanDensity: readonly number[]
  readonly uniformDensity: readonly number[]
}

/** Null where no perplexity cell of this task, variant and length was observed by key position. */
export function computeKeyPositionProfile(
  { cells, headMeasures }: ExperimentContents,
  { task, variant, contextTokens }: ProfileWanted,
): KeyPositionProfile | null {
  const observed = finishedCellsOf(cells, variant).flatMap((cell) => {
    const measures = headMeasures.get(cell.id)
    const rows = measures === undefined ? null : toHeadRows(measures, 'key-fraction')
    const edges = measures?.keyPositions?.edges
    return cell.task !== task || cell.contextTokens !== contextTokens || rows === null || edges === undefined
      ? []
      : [{ cell, rows, edges }]
  })
  if (observed.length === 0) return null
  const [{ cell, edges }] = observed
  const alike = observed.filter(({ rows }) => rows.bins === edges.length - 1).map(({ rows }) => rows)
  const { heads, bins, mass } = averagePatterns(alike, new Int32Array(alike.length).fill(1))
  const perKey = (row: ArrayLike<number>) =>
    Array.from(row, (value, bin) => value / (edges[bin + 1] - edges[bin]))
  const headDensity = Array.from({ length: heads }, (_, head) =>
    perKey(Array.from({ length: bins }, (_each, bin) => mass[head * bins + bin])),
  )
  const queries = observedQueries(cell)
  return {
    task,
    variant,
    contextTokens,
    windows: alike.length,
    queries: queries.end - queries.first,
    edges: Array.from(edges),
    headDensity,
    meanDensity: Array.from(
      { length: bins },
      (_, bin) => headDensity.reduce((total, row) => total + row[bin], 0) / heads,
    ),
    uniformDensity: perKey(computeUniformKeyPositionMass(queries, edges)),
  }
}
