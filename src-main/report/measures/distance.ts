/** Attention by distance, per head, averaged over the windows of a variant and length. */
import type { FinishedCell } from '../../contract'
import { computeDensity, computeUniformDistanceMass, computeVisibleKeys } from '../../core/attention'
import type { ExperimentContents } from '../contents'
import { observedQueries } from './observedQueries'
import { finishedCellsOf, type Variant } from './variants'

export interface DistanceProfile extends ProfileWanted {
  readonly layers: number
  readonly heads: number
  readonly windows: number
  /** Edges of the bins [B + 1], tokens. */
  readonly edges: readonly number[]
  /** Mean attention per visible key [L x H][B]. */
  readonly headDensity: readonly (readonly (number | null)[])[]
  readonly meanDensity: readonly (number | null)[]
  readonly uniformDensity: readonly (number | null)[]
  /** Mean mass over layers and heads [B]; sums to 1. */
  readonly meanMass: readonly number[]
  readonly uniformMass: readonly number[]
  /** Mean entropy by head [L x H], nats; null where the file has none. */
  readonly headEntropyNats: readonly number[] | null
}

/** What a profile is averaged over: the windows, or without any the answers, of one task. */
export interface ProfileWanted {
  /** Index in the spec. */
  readonly task: number
  readonly variant: Variant
  readonly contextTokens: number
}

/** Null where no cell of this task, variant and length carries heads. */
export function computeDistanceProfile(
  contents: ExperimentContents,
  { task, variant, contextTokens }: ProfileWanted,
): DistanceProfile | null {
  const cells = finishedCellsOf(contents.cells, variant).filter(
    (cell) =>
      cell.task === task && cell.contextTokens === contextTokens && contents.headMeasures.has(cell.id),
  )
  const first = cells.length > 0 ? contents.headMeasures.get(cells[0].id) : undefined
  if (first === undefined) return null
  const { layers, heads, bins } = first
  const alike = cells.filter((cell) => contents.headMeasures.get(cell.id)?.bins === bins)
  const mass = averageOverCells(contents, alike, layers * heads * bins, 'distanceMass')
  if (mass === null) return null
  const edges = cells[0].observation.distanceEdges
  const queries = observedQueries(cells[0])
  const visible = computeVisibleKeys(queries, edges)
  const uniformMass = Array.from(computeUniformDistanceMass(queries, edges))
  const headMass = Array.from({ length: layers * heads }, (_, head) =>
    mass.slice(head * bins, (head + 1) * bins),
  )
  const meanMass = Array.from(
    { length: bins },
    (_, bin) => headMass.reduce((total, row) => total + row[bin], 0) / headMass.length,
  )
  return {
    task,
    variant,
    contextTokens,
    layers,
    heads,
    windows: alike.length,
    edges,
    headDensity: headMass.map((row) => computeDensity(row, visible)),
    meanDensity: computeDensity(meanMass, visible),
    uniformDensity: computeDensity(uniformMass, visible),
    meanMass,
    uniformMass,
    headEntropyNats: averageOverCells(contents, alike, layers * heads, 'meanEntropyNats'),
  }
}

/** Mean over cells of an array of this length; null where a cell has none. */
function averageOverCells(
  contents: ExperimentContents,
  cells: readonly FinishedCell[],
  length: number,
  name: 'distanceMass' | 'meanEntropyNats',
): number[] | null {
  const arrays = cells.flatMap((cell) => {
    const array = contents.headMeasures.get(cell.id)?.[name] ?? null
    return array === null ? [] : [array]
  })
  if (arrays.length === 0 || arrays.some((array) => array.length !== length)) return null
  return Array.from(
    { length },
    (_, i) => arrays.reduce((total, array) => total + array[i], 0) / arrays.length,
  )
}
