/** The maps of every head that come with the first reading of a text, and those an experiment file keeps. */
import {
  findTensor,
  type AttentionTile,
  type HeadChoice,
  type NamedTensor,
  type Observation,
  type PooledMap,
  type TileRequest,
} from '../../../contract'
import { decodeHalves, poolHeads } from '../../../core/attention'

/** Kept for every head, in binary16 twice. */
const overviewLimitBytes = 16 * 2 ** 20
const overviewTiles = { fewest: 32, most: 256 }

/** Tiles along each side that fit the memory set aside for a pane's overview. */
export function countOverviewTiles(maps: number): number {
  const side = Math.floor(Math.sqrt(overviewLimitBytes / (4 * maps)))
  return Math.min(overviewTiles.most, Math.max(overviewTiles.fewest, side))
}

/** Whether the overview is as fine as asked, or the whole map is wanted hardly finer: then nothing is evaluated for it. */
export function suffices({ queryEdges, keyEdges }: PooledMap, request: TileRequest, tokens: number): boolean {
  const whole =
    request.queries.first === 0 &&
    request.keys.first === 0 &&
    request.queries.end === tokens &&
    request.keys.end === tokens
  const rows = queryEdges.length - 1
  const columns = keyEdges.length - 1
  const wantsCells = request.rows >= tokens || request.columns >= tokens
  return (
    whole && rows >= request.rows / 2 && columns >= request.columns / 2 && (!wantsCells || rows >= tokens)
  )
}

export function toOverviewTile(
  { layers, heads }: Pick<Observation, 'layers' | 'heads'>,
  map: PooledMap,
  choice: HeadChoice,
  provisional: boolean,
): AttentionTile {
  const { queryEdges, keyEdges } = map
  const tiles = (queryEdges.length - 1) * (keyEdges.length - 1)
  const chosen = listMaps(choice, layers, heads)
  const only = (values: Uint16Array) =>
    decodeHalves(joinMaps(chosen.map((index) => values.subarray(index * tiles, (index + 1) * tiles))))
  const pooled = poolHeads(
    { mean: only(map.mean), max: only(map.max) },
    chosen.map((_, index) => index),
    tiles,
  )
  return { queryEdges, keyEdges, ...pooled, provisional }
}

/** The pooled map that a run kept of a cell; null where it kept none. */
export function readStoredMap(
  tensors: readonly NamedTensor[],
): (Pick<Observation, 'layers' | 'heads'> & { readonly map: PooledMap }) | null {
  const queryEdges = findTensor(tensors, 'pooledMapQueryEdges')
  const keyEdges = findTensor(tensors, 'pooledMapKeyEdges')
  const mean = findTensor(tensors, 'pooledMapMean')
  const max = findTensor(tensors, 'pooledMapMax')
  if (!queryEdges || !keyEdges || !mean || !max) return null
  const [layers, heads] = mean.shape
  const map = { queryEdges: queryEdges.data, keyEdges: keyEdges.data, mean: mean.data, max: max.data }
  return { layers, heads, map }
}

/** Indices [layer * heads + head] of the maps chosen. */
export function listMaps({ layer, head }: HeadChoice, layers: number, heads: number): number[] {
  const all = Array.from({ length: layers * heads }, (_, index) => index)
  return all.filter(
    (index) =>
      (layer === null || Math.floor(index / heads) === layer) && (head === null || index % heads === head),
  )
}

function joinMaps(parts: readonly Uint16Array[]): Uint16Array {
  const joined = new Uint16Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
