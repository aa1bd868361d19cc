/** The experiment as the report reads it: cells, and per head only what its figures and findings need. */
import { findTensor, type Cell, type FinishedCell, type Manifest, type NamedTensor } from '../contract'
import type { ReportSource } from './source'

/** Measures of one cell by head. */
export interface HeadMeasures {
  readonly layers: number
  readonly heads: number
  readonly bins: number
  /** Mean attention mass by distance bin [L, H, B]; sums to 1 per head. */
  readonly distanceMass: ArrayLike<number>
  /** Null where the file has none. */
  readonly keyPositions: KeyPositionMeasures | null
  /** Mean entropy over observed queries [L, H], nats; null where the file has none. */
  readonly meanEntropyNats: ArrayLike<number> | null
}

/** Mean attention by absolute key position. */
export interface KeyPositionMeasures {
  /** First key of each bin, and the end [B + 1]. */
  readonly edges: ArrayLike<number>
  /** [L, H, B]; sums to 1 per head. */
  readonly mass: ArrayLike<number>
}

/** Retrieval-head score of one answer by head. */
export interface RetrievalScores {
  readonly layers: number
  readonly heads: number
  /** [L, H], 0 .. 1. */
  readonly scores: ArrayLike<number>
}

export interface ExperimentContents {
  readonly manifest: Manifest
  readonly cells: readonly Cell[]
  readonly warnings: readonly string[]
  /** By cell id; cells whose heads are not read are absent. */
  readonly headMeasures: ReadonlyMap<string, HeadMeasures>
  /** By cell id; absent for cells that are no answers, and in older files. */
  readonly retrievalScores: ReadonlyMap<string, RetrievalScores>
  /** Heads drawn as lines of their own; all where absent. */
  readonly drawnHeads?: readonly HeadPlace[]
}

/** Both from 0. */
export interface HeadPlace {
  readonly layer: number
  readonly head: number
}

/**
 * Reads what the report needs, one cell at a time. Attention by head is read of perplexity cells, where every query is
 * observed; an experiment without them falls back on the answering queries.
 */
export async function readContents(source: ReportSource): Promise<ExperimentContents> {
  const finished = source.cells.filter((cell) => cell.status === 'done')
  const reads = finished.some(({ outcome }) => outcome.kind === 'perplexity')
  const headMeasures = new Map<string, HeadMeasures>()
  const retrievalScores = new Map<string, RetrievalScores>()
  for (const cell of finished) {
    const tensors = await source.readTensors(cell)
    const measures = reads && cell.outcome.kind === 'answer' ? null : toHeadMeasures(cell, tensors)
    if (measures !== null) headMeasures.set(cell.id, measures)
    const scores = toRetrievalScores(tensors)
    if (scores !== null) retrievalScores.set(cell.id, scores)
  }
  const { manifest, cells, warnings } = source
  return { manifest, cells, warnings, headMeasures, retrievalScores }
}

function toRetrievalScores(tensors: readonly NamedTensor[]): RetrievalScores | null {
  const tensor = findTensor(tensors, 'retrievalScore')
  if (tensor === undefined || tensor.shape.length !== 2) return null
  const [layers, heads] = tensor.shape
  return { layers, heads, scores: tensor.data }
}

function toHeadMeasures(cell: FinishedCell, tensors: readonly NamedTensor[]): HeadMeasures | null {
  const distance = findTensor(tensors, 'distanceMass')
  if (distance === undefined || distance.shape.length !== 3) return null
  const [layers, heads, bins] = distance.shape
  if (bins !== cell.observation.distanceMass.length) return null
  return {
    layers,
    heads,
    bins,
    distanceMass: distance.data,
    keyPositions: toKeyPositions(tensors, layers * heads),
    meanEntropyNats: findTensor(tensors, 'meanEntropyNats')?.data ?? null,
  }
}

function toKeyPositions(tensors: readonly NamedTensor[], rows: number): KeyPositionMeasures | null {
  const edges = findTensor(tensors, 'keyPositionEdges')?.data
  const mass = findTensor(tensors, 'keyPositionMass')?.data
  if (edges === undefined || mass === undefined) return null
  return mass.length === rows * (edges.length - 1) ? { edges, mass } : null
}
