/** Pieces of a pane's maps, evaluated again by the engine. */
import { InvariantError, RopewalkError } from '../../../contract'
import type {
  AttentionTile,
  CancelSignal,
  HeadChoice,
  ObservationRequest,
  PositionSpan,
  RegionMap,
  RowRequest,
  TileRequest,
} from '../../../contract'
import { poolHeads } from '../../../core/attention'
import type { Pane } from './Pane'

/** Bytes of one request's sums in the engine: see `checkObservation`. */
const regionLimitBytes = 256 * 2 ** 20
const tileBytes = 32

/** @throws RopewalkError `input.invalid`, `run.cancelled`, and what the engine says */
export async function evaluateTile(
  pane: Pane,
  request: TileRequest,
  signal: CancelSignal,
): Promise<AttentionTile> {
  checkSpan('queries', request.queries, pane)
  checkSpan('keys', request.keys, pane)
  const region = await evaluateRegion(pane, request, signal)
  return { ...poolRegion(region), provisional: false }
}

/**
 * Sum of the rows of single queries, each the mean over the chosen heads [n].
 *
 * @throws RopewalkError `input.invalid`, `run.cancelled`, and what the engine says
 */
export async function sumRows(
  pane: Pane,
  { queries, layer, head }: RowRequest,
  signal: CancelSignal,
): Promise<Float32Array> {
  const sum = new Float64Array(pane.text.tokens.length)
  for (const run of listRuns(queries)) {
    checkSpan('queries', run, pane)
    const keys = { first: 0, end: run.end }
    const cells = { queries: run, keys, rows: run.end - run.first, columns: run.end }
    const { mean } = poolRegion(await evaluateRegion(pane, { layer, head, ...cells }, signal))
    mean.forEach((weight, cell) => {
      if (!Number.isNaN(weight)) sum[cell % run.end] += weight
    })
  }
  return Float32Array.from(sum)
}

/** Neighbouring queries together, each once. */
function listRuns(queries: readonly number[]): PositionSpan[] {
  const runs: { first: number; end: number }[] = []
  for (const query of [...new Set(queries)].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last?.end === query) last.end++
    else runs.push({ first: query, end: query + 1 })
  }
  return runs
}

async function evaluateRegion(
  pane: Pane,
  { layer, head, queries, keys, rows, columns }: HeadChoice & Omit<TileRequest, 'paneId'>,
  signal: CancelSignal,
): Promise<RegionMap> {
  const { model, session } = await pane.open()
  const { layerCount, headCount } = model.description
  checkChoice({ layer, head }, layerCount, headCount)
  const maps = (layer === null ? layerCount : 1) * (head === null ? headCount : 1)
  const finest = Math.sqrt(regionLimitBytes / (tileBytes * maps))
  const request: ObservationRequest = {
    queries: { kind: 'range', ...queries },
    region: {
      layer,
      heads: head === null ? [] : [head],
      queries,
      keys,
      rows: rows * columns > finest ** 2 ? Math.min(rows, Math.floor(finest)) : rows,
      columns: rows * columns > finest ** 2 ? Math.min(columns, Math.floor(finest)) : columns,
    },
  }
  // Whole micro-batches: the same cell has the same last bits whatever piece it is read in.
  const batch = session.settings.microBatchTokens
  const end = Math.min(pane.text.tokens.length, Math.ceil(Math.max(queries.end, keys.end) / batch) * batch)
  const { region } = await pane.observe('detail', pane.text.tokens.subarray(0, end), request, signal)
  if (region === null) throw new InvariantError('The engine observed no region.')
  return region
}

function poolRegion({ layers, heads, queryEdges, keyEdges, mean, max }: RegionMap) {
  const maps = Array.from({ length: layers.length * heads.length }, (_, index) => index)
  const tiles = (queryEdges.length - 1) * (keyEdges.length - 1)
  return { queryEdges, keyEdges, ...poolHeads({ mean, max }, maps, tiles) }
}

function checkSpan(name: string, { first, end }: PositionSpan, { text }: Pane): void {
  if (end <= text.tokens.length) return
  throw new RopewalkError(
    'input.invalid',
    `Positions outside the text: ${name} ${first} to ${end}. Expected at most ${text.tokens.length}. Choose them inside it.`,
    { first, end, tokens: text.tokens.length },
  )
}

function checkChoice({ layer, head }: HeadChoice, layers: number, heads: number): void {
  if ((layer === null || layer < layers) && (head === null || (head < heads && layer !== null))) return
  throw new RopewalkError(
    'input.invalid',
    `No such head: layer ${String(layer)}, head ${String(head)}. Expected layers 0 to ${layers - 1} and heads 0 to ${heads - 1}. ` +
      'Choose one the model has.',
  )
}
