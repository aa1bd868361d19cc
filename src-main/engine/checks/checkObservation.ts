/** An observation request against the model and the tokens it is made for. */
import { RopewalkError } from '../../contract'
import type { ObservationRequest, PositionSpan, RegionRequest, WindowRequest } from '../../contract'

export interface ObservedExtent {
  readonly layers: number
  readonly heads: number
  /** Tokens that are evaluated. */
  readonly tokens: number
}

/**
 * @throws RopewalkError `input.invalid` for a span, layer or head that does not exist; `observation.unsupported` when the kept
 *   arrays would exceed 1 GiB.
 */
export function checkObservation(request: ObservationRequest, extent: ObservedExtent): void {
  const queries = countQueries(request, extent)
  for (const span of request.keySpans ?? []) checkSpan('keySpans', span, extent.tokens)
  if (request.window) checkPiece('window', request.window, extent)
  if (request.region) checkPiece('region', request.region, extent)
  checkSize(request, extent, queries)
}

/** Positions first .. end - 1 of `tokens`, at least one. @throws RopewalkError `input.invalid`. */
export function checkSpan(name: string, { first, end }: PositionSpan, tokens: number): void {
  if (first < end && end <= tokens) return
  throw new RopewalkError(
    'input.invalid',
    `Positions outside the text: ${name} ${first} to ${end}. Expected first < end <= ${tokens}. Choose them inside it.`,
    { first, end, tokens },
  )
}

const keptLimitBytes = 2 ** 30
/** Sum, count and largest cell while observing, mean and largest cell afterwards. */
const regionTileBytes = 32

function countQueries({ queries }: ObservationRequest, { tokens }: ObservedExtent): number {
  if (queries.kind === 'all') return tokens
  if (queries.kind === 'last') return Math.min(queries.count, tokens)
  checkSpan('queries', queries, tokens)
  return queries.end - queries.first
}

function checkPiece(
  name: 'window' | 'region',
  { layer, heads: chosen, queries, keys }: WindowRequest | RegionRequest,
  { layers, heads, tokens }: ObservedExtent,
): void {
  checkSpan(`${name}.queries`, queries, tokens)
  checkSpan(`${name}.keys`, keys, tokens)
  if (layer !== null && layer >= layers) throw notThere('layer', layer, layers)
  for (const head of chosen) if (head >= heads) throw notThere('head', head, heads)
  if (new Set(chosen).size !== chosen.length)
    throw new RopewalkError(
      'input.invalid',
      `A head is named twice: ${chosen.join(', ')}. Expected every head once. Leave the second out.`,
    )
}

function notThere(what: string, index: number, count: number): RopewalkError {
  return new RopewalkError(
    'input.invalid',
    `No such ${what}: ${index}. Expected 0 to ${count - 1}. Choose one the model has.`,
    { index, count },
  )
}

/** Bytes of the arrays in `Observation`, in the types declared there; of a region, those it is summed up in. */
function checkSize(
  request: ObservationRequest,
  { layers, heads, tokens }: ObservedExtent,
  queries: number,
): void {
  const { pooledMap, topKeys, window, region } = request
  const rows = layers * heads
  const spans = request.keySpans?.length ?? 0
  const windowHeads = window ? window.heads.length || heads : 0
  const regionMaps = region ? (region.layer === null ? layers : 1) * (region.heads.length || heads) : 0
  const parts: Readonly<Record<string, number>> = {
    'values per query': request.perQuery ? rows * queries * (8 + 4 * spans) : 0,
    'top keys': topKeys ? rows * Math.min(topKeys.queries, queries) * topKeys.count * 8 : 0,
    'the pooled map': pooledMap ? rows * pooledMap.rows * Math.min(pooledMap.columns, tokens) * 4 : 0,
    'the exact window': window ? windowHeads * length(window.queries) * length(window.keys) * 4 : 0,
    'the region': region
      ? regionMaps *
        Math.min(region.rows, length(region.queries)) *
        Math.min(region.columns, length(region.keys)) *
        regionTileBytes
      : 0,
  }
  for (const [part, bytes] of Object.entries(parts)) {
    if (bytes <= keptLimitBytes) continue
    throw new RopewalkError(
      'observation.unsupported',
      `Observation too large: ${part} would take ${bytes} bytes. Expected at most ${keptLimitBytes}. ` +
        'Observe fewer queries, or keep fewer values of each.',
      { part, bytes },
    )
  }
}

function length({ first, end }: PositionSpan): number {
  return end - first
}
