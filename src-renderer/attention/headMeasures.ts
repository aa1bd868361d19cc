/** What heads can be coloured and sorted by: measures of one pane, and how far it lies from another. */
import { headMeasures, paneMeasureNames, type PaneMeasureName, type PaneMeasures } from '@contract'
import { computeJensenShannonNats } from '@core/attention'

/** `distanceDivergence`: Jensen-Shannon divergence of attention by distance from pane A's, head by head. */
export type HeadColumnName = PaneMeasureName | 'distanceDivergence'
export const headColumnNames: readonly HeadColumnName[] = [...paneMeasureNames, 'distanceDivergence']

/** [L * H]; null where it has no meaning, or needs a pane A of the same heads. */
export function readHeadColumn(
  measures: PaneMeasures,
  name: HeadColumnName,
  paneA: PaneMeasures | null,
): Float64Array | null {
  if (name !== 'distanceDivergence') return measures.measures[name] ?? null
  return paneA === null ? null : computeDivergence(measures, paneA)
}

/** A minus B, head by head; null for different heads. */
export function subtractColumns(a: Float64Array | null, b: Float64Array | null): Float64Array | null {
  if (a === null || b?.length !== a.length) return null
  return a.map((value, head) => value - b[head])
}

export function findRange(name: HeadColumnName, columns: readonly ArrayLike<number>[]): [number, number] {
  const fixed = findFixedRange(name)
  if (fixed !== null) return [fixed[0], fixed[1]]
  const values = columns.flatMap((column) => Array.from(column)).filter((value) => !Number.isNaN(value))
  return values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)]
}

/** Fixed ends of the colours; null takes them from the values, since entropy has no upper end of its own. */
function findFixedRange(name: HeadColumnName): readonly [number, number] | null {
  if (name === 'distanceDivergence') return [0, Math.LN2]
  return name === 'needleMass' ? null : headMeasures[name].range
}

function computeDivergence(of: PaneMeasures, from: PaneMeasures): Float64Array | null {
  const heads = of.measures.meanEntropyNats?.length ?? 0
  if (heads === 0 || from.measures.meanEntropyNats?.length !== heads) return null
  const bins = Math.max(countBins(of), countBins(from))
  return Float64Array.from({ length: heads }, (_, head) =>
    computeJensenShannonNats(takeRow(of, head, bins), takeRow(from, head, bins)),
  )
}

/** A shorter text has no mass at far distances. */
function takeRow(measures: PaneMeasures, head: number, bins: number): Float64Array {
  const own = countBins(measures)
  const row = new Float64Array(bins)
  row.set(measures.distanceMass.subarray(head * own, (head + 1) * own))
  return row
}

function countBins({ distanceEdges }: PaneMeasures): number {
  return distanceEdges.length - 1
}
