/**
 * Attention side by side: each pane holds one token sequence under one model and extension, evaluated again by the engine.
 * Axis order is `[layer, head, query, key]`.
 */
import { z } from 'zod'
import { headMeasureNames, type HeadMeasureName } from '../measures'
import type { PositionSpan } from '../observation'
import { anyText, contextTokens, identifier, index, path, span, type InputSchemas } from './fields'

/** What a pane shows: a cell of an open experiment, rebuilt from its spec and seed, or a text. */
export type PaneSource =
  | { readonly kind: 'cell'; readonly experimentId: string; readonly cellId: string }
  | {
      readonly kind: 'text'
      readonly modelPath: string
      readonly extension: string
      readonly contextTokens: number
      readonly text: string
    }

export interface AttentionPane {
  readonly paneId: string
  readonly modelLabel: string
  /** Canonical, with every number resolved. */
  readonly extension: string
  readonly layers: number
  readonly heads: number
  /** n that `scale=auto` is computed from. */
  readonly contextTokens: number
  readonly trainedContextTokens: number
  readonly tokens: Int32Array
  /** Text of every token by itself. */
  readonly tokenTexts: readonly string[]
  /** Where the answer to find stands; null without one. */
  readonly needle: PositionSpan | null
  /** Queries that predict the answer; null without one. */
  readonly answerQueries: PositionSpan | null
}

/** Measures of every head, and of a pane with a needle the attention on it. */
export type PaneMeasureName = HeadMeasureName | 'needleMass'
export const paneMeasureNames: readonly PaneMeasureName[] = [...headMeasureNames, 'needleMass']

export interface PaneMeasures {
  readonly paneId: string
  /** [L, H] each; NaN where undefined, absent where it has no meaning in this pane. */
  readonly measures: Partial<Readonly<Record<PaneMeasureName, Float64Array>>>
  /** 0, 1, 2, 4, ... [B + 1], and mean mass by distance [L, H, B]. */
  readonly distanceEdges: Int32Array
  readonly distanceMass: Float64Array
}

/** `head` null is all heads of the layer, `layer` null all heads of the model: their mean, and the largest cell of any. */
export interface HeadChoice {
  readonly layer: number | null
  readonly head: number | null
}

/** A piece of a map, pooled to at most `rows` x `columns` tiles: exact where a tile is one cell. */
export interface TileRequest extends HeadChoice {
  readonly paneId: string
  readonly queries: PositionSpan
  readonly keys: PositionSpan
  readonly rows: number
  readonly columns: number
}

export interface AttentionTile {
  /** First position of each tile, and the end [R + 1], [C + 1]. */
  readonly queryEdges: Int32Array
  readonly keyEdges: Int32Array
  /** Over the visible cells of each tile [R, C]; NaN where none is visible. */
  readonly mean: Float32Array
  readonly max: Float32Array
  /** A coarse answer from the experiment file while the engine still reads the text: ask again when it has. */
  readonly provisional: boolean
}

/** Sum of the rows of `queries`, each a distribution over keys. */
export interface RowRequest extends HeadChoice {
  readonly paneId: string
  readonly queries: readonly number[]
}

export interface AttentionApi {
  /** Starts the engine of the view, so that the first pane need not wait for it. */
  warmUp(input: Record<string, never>): Promise<void>
  openPane(input: { source: PaneSource }): Promise<AttentionPane>
  closePane(input: { paneId: string }): Promise<void>
  readMeasures(input: { paneId: string; queries: 'all' | 'answer' }): Promise<PaneMeasures>
  readTile(input: TileRequest): Promise<AttentionTile>
  /** Weights by key position [n]. */
  readRow(input: RowRequest): Promise<Float32Array>
}

export interface AttentionEvents {
  /** How much of the pane's text the engine has read; 1 once its maps are there. */
  paneProgress: { readonly paneId: string; readonly fraction: number }
}

const ofPane = z.strictObject({ paneId: identifier })
const headChoice = { layer: index.nullable(), head: index.nullable() }
const tiles = z.int().min(1).max(1024)

export const attentionInputs: InputSchemas<AttentionApi> = {
  warmUp: z.strictObject({}),
  openPane: z.strictObject({
    source: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('cell'), experimentId: identifier, cellId: identifier }),
      z.strictObject({
        kind: z.literal('text'),
        modelPath: path,
        extension: identifier,
        contextTokens,
        text: anyText,
      }),
    ]),
  }),
  closePane: ofPane,
  readMeasures: ofPane.extend({ queries: z.enum(['all', 'answer']) }),
  readTile: ofPane.extend({ ...headChoice, queries: span, keys: span, rows: tiles, columns: tiles }),
  readRow: ofPane.extend({ ...headChoice, queries: z.array(index).min(1).max(256) }),
}
