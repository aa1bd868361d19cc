/** A piece of the map pooled to tiles: against exact rows, and against the closed form of planted attention. */
import { describe, expect, it } from 'vitest'
import { computePlantedRow, plainRotation } from '../../../tools/reference'
import type { Observation, QuerySelection, RegionRequest, RowSource } from '../../contract'
import type { TestModel } from './support/TestNative'
import { expectClose, mean } from './support/expectClose'
import { evaluate, listTokens, testBackend, useNative } from './support/TestNative'

const native = useNative()
const n = 203
/**
 * As in reducers.test.ts: a device in software is slow. There one region of seven is pooled, over operands alone, and windows are left to
 * the other reducers.
 */
const onDevice = testBackend !== 'cpu'
const sources: RowSource[] = onDevice ? ['flash-operands'] : ['flash-operands', 'softmax-nodes']
const all = { kind: 'all' } as const

/** Position spans that cross micro-batches of 64, blocks of eight queries and the diagonal. */
const regions: [string, RegionRequest][] = [
  ['the whole map', region({ rows: 13, columns: 9 })],
  ['one layer', region({ layer: 1, rows: 7, columns: 31 })],
  ['two heads in another order', region({ layer: 0, heads: [3, 1], rows: 5, columns: 5 })],
  [
    'a piece of one head',
    region({ layer: 1, heads: [2], queries: [61, 150], keys: [17, 131], rows: 8, columns: 16 }),
  ],
  ['single cells', region({ layer: 0, queries: [120, 140], keys: [110, 140], rows: 64, columns: 64 })],
  ['one cell', region({ queries: [97, 98], keys: [96, 97], rows: 1, columns: 1 })],
  ['hidden keys', region({ layer: 0, queries: [10, 20], keys: [20, 60], rows: 2, columns: 2 })],
]
const windowModels = onDevice ? [] : (['gemma3'] as const)
const testedRegions = regions.filter(([name]) => !onDevice || name === 'a piece of one head')

describe.each(sources)('regions over %s', (rowSource) => {
  it.each(testedRegions)('pool %s', async (_, request) => {
    const observed = await observe(await native.random('llama-grouped'), rowSource, request)
    await expectPooled(observed, await native.random('llama-grouped'), rowSource, request)
  })

  it.each(windowModels)('obey the sliding window of %s', async (name) => {
    const request = region({ rows: 11, columns: 23 })
    const observed = await observe(await native.random(name), rowSource, request)
    await expectPooled(observed, await native.random(name), rowSource, request)
  })

  it('leave queries that are not observed without a value', async () => {
    const queries = { kind: 'range', first: 100, end: 110 } as const
    const request = region({ layer: 0, heads: [0], queries: [90, 120], keys: [0, 30], rows: 3, columns: 1 })
    const { mean: pooled, max } = await observe(await native.random('llama'), rowSource, request, queries)
    const defined = [...pooled].map((value) => !Number.isNaN(value))
    expect(defined).toEqual([false, true, false])
    expect([...max].map((value) => !Number.isNaN(value))).toEqual(defined)
  })

  it('show planted attention in every single cell', async () => {
    const model = await native.planted('look-back')
    const request = region({ layer: 0, heads: [1], queries: [60, 92], keys: [40, 92], rows: 32, columns: 52 })
    const { mean: pooled, max } = await observe(model, rowSource, request, all, 'f32')
    const expected = Array.from({ length: 32 }, (_, i) => {
      const row = computePlantedRow('look-back', { layer: 0, head: 1, query: 60 + i }, plainRotation)
      return Array.from({ length: 52 }, (_x, j) => row[40 + j] ?? NaN)
    }).flat()
    // The tolerance of planted rows read from flash operands; softmax nodes are closer.
    expectClose('mean', pooled, expected, 2e-3)
    expect(max).toEqual(pooled)
  })
})

function region(
  request: Partial<Pick<RegionRequest, 'layer' | 'heads' | 'rows' | 'columns'>> & {
    readonly queries?: readonly [number, number]
    readonly keys?: readonly [number, number]
  },
): RegionRequest {
  const { queries = [0, n], keys = [0, n], layer = null, heads = [], rows = 1, columns = 1 } = request
  const span = ([first, end]: readonly [number, number]) => ({ first, end })
  return { layer, heads, rows, columns, queries: span(queries), keys: span(keys) }
}

async function observe(
  model: TestModel,
  rowSource: RowSource,
  asked: RegionRequest,
  queries: QuerySelection = all,
  cacheType: 'f16' | 'f32' = rowSource === 'flash-operands' ? 'f16' : 'f32',
) {
  const session = await native.open(model, { flashAttention: rowSource === 'flash-operands', cacheType })
  const { observation } = await evaluate(session, listTokens(n), {
    observation: { queries, rowSource, region: asked },
  })
  if (!observation?.region) throw new Error('No region was observed.')
  return observation.region
}

async function expectPooled(
  observed: NonNullable<Observation['region']>,
  model: TestModel,
  rowSource: RowSource,
  asked: RegionRequest,
): Promise<void> {
  const { layerCount, headCount } = model.model
  const layers = asked.layer === null ? listIndices(layerCount) : [asked.layer]
  const heads = asked.heads.length > 0 ? asked.heads : listIndices(headCount)
  expect([...observed.layers]).toEqual(layers)
  expect([...observed.heads]).toEqual(heads)
  expect([...observed.queryEdges]).toEqual(listEdges(asked.queries, asked.rows))
  expect([...observed.keyEdges]).toEqual(listEdges(asked.keys, asked.columns))
  const expected: { mean: number; max: number }[] = []
  for (const layer of layers) {
    const weights = await readWindow(model, rowSource, layer)
    for (const head of heads) expected.push(...poolTiles(weights.subarray(head * n * n), observed))
  }
  const means = expected.map((tile) => tile.mean)
  const maxima = expected.map((tile) => tile.max)
  expectClose('mean', observed.mean, means, 1e-6)
  expectClose('max', observed.max, maxima, 1e-6)
}

async function readWindow(model: TestModel, rowSource: RowSource, layer: number): Promise<Float32Array> {
  const session = await native.open(model, {
    flashAttention: rowSource === 'flash-operands',
    cacheType: rowSource === 'flash-operands' ? 'f16' : 'f32',
  })
  const span = { first: 0, end: n }
  const heads = listIndices(model.model.headCount)
  const { observation } = await evaluate(session, listTokens(n), {
    observation: { queries: all, rowSource, window: { layer, heads, queries: span, keys: span } },
  })
  if (!observation?.window) throw new Error('No window was observed.')
  return observation.window.weights
}

/** Weights of visible keys are never 0 in the models used. */
function poolTiles(
  weights: Float32Array,
  { queryEdges, keyEdges }: Pick<NonNullable<Observation['region']>, 'queryEdges' | 'keyEdges'>,
): { mean: number; max: number }[] {
  return listTiles(queryEdges).flatMap(([query, endQuery]) =>
    listTiles(keyEdges).map(([key, endKey]) => {
      const cells = listIndices(endQuery - query)
        .flatMap((i) => [...weights.subarray((query + i) * n + key, (query + i) * n + endKey)])
        .filter((p) => p > 0)
      return cells.length > 0 ? { mean: mean(cells), max: Math.max(...cells) } : { mean: NaN, max: NaN }
    }),
  )
}

function listTiles(edges: Int32Array): [number, number][] {
  return listIndices(edges.length - 1).map((i) => [edges[i], edges[i + 1]])
}

function listEdges({ first, end }: { first: number; end: number }, parts: number): number[] {
  const count = Math.min(parts, end - first)
  return Array.from({ length: count + 1 }, (_, i) => first + Math.floor(((end - first) * i) / count))
}

function listIndices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}
