/** Every reducer against a float64 recomputation from exact rows, for all query selections and micro-batch sizes. */
import { describe, expect, it } from 'vitest'
import type { Observation, ObservationRequest, QuerySelection, RowSource } from '../../contract'
import { expectClose, mean } from './support/expectClose'
import { readRows, reduceRows } from './support/reduceRows'
import type { ExactRows } from './support/reduceRows'
import { evaluate, listTokens, testBackend, useNative } from './support/TestNative'

const native = useNative()
const n = 203
const spans = [
  { first: 0, end: 1 },
  { first: 17, end: 41 },
  { first: 190, end: n },
]
const full = {
  perQuery: true,
  keySpans: spans,
  topKeys: { count: 5, queries: 7 },
  keyPositionBins: 12,
  pooledMap: { rows: 13, columns: 9 },
}
const selections: [string, QuerySelection, { first: number; end: number }][] = [
  ['all queries', { kind: 'all' }, { first: 0, end: n }],
  ['the last 64', { kind: 'last', count: 64 }, { first: n - 64, end: n }],
  ['the last one', { kind: 'last', count: 1 }, { first: n - 1, end: n }],
  ['more than there are', { kind: 'last', count: 1000 }, { first: 0, end: n }],
  ['a range', { kind: 'range', first: 50, end: 111 }, { first: 50, end: 111 }],
]
/**
 * What rows become is computed on the processor everywhere, and a device in software is slow. There every reducer runs over operands that
 * were copied from it; left out are softmax nodes, three of five selections and three of four micro-batches.
 */
const onDevice = testBackend !== 'cpu'
const sources: RowSource[] = onDevice ? ['flash-operands'] : ['flash-operands', 'softmax-nodes']
const testedSelections = selections.filter(([name]) => !onDevice || ['the last 64', 'a range'].includes(name))
const microBatches = onDevice ? [100] : [32, 64, 100, 512]

describe.each(sources)('reducers over %s', (rowSource) => {
  it.each(testedSelections)('of %s are those of the rows', async (_, queries, span) => {
    const rows = await readExactRows('llama-grouped', rowSource)
    const observed = await observe('llama-grouped', rowSource, 64, { ...full, queries })
    expect([...observed.queryPositions]).toEqual(
      Array.from({ length: span.end - span.first }, (_x, i) => span.first + i),
    )
    expectReduced(observed, reduceRows(rows, span, full))
  })

  it('obey a sliding window', async () => {
    const rows = await readExactRows('gemma3', rowSource)
    const observed = await observe('gemma3', rowSource, 64, { ...full, queries: { kind: 'all' } })
    expectReduced(observed, reduceRows(rows, { first: 0, end: n }, full))
  })

  it.each(microBatches)('do not depend on micro-batches of %i', async (microBatchTokens) => {
    const request: ObservationRequest = { ...full, queries: { kind: 'range', first: 31, end: n - 3 } }
    const one = await observe('llama', rowSource, 203, request)
    const several = await observe('llama', rowSource, microBatchTokens, request)
    // Matrix products of other widths add up in another order; flash attention adds up in binary16.
    const error = rowSource === 'flash-operands' ? 1e-3 : 2e-5
    expectClose('entropy', several.meanEntropyNats, one.meanEntropyNats, error)
    expectClose('entropies', several.perQuery?.entropyNats ?? [], one.perQuery?.entropyNats ?? [], 20 * error)
    expectClose('spans', several.keySpans?.mass ?? [], one.keySpans?.mass ?? [], error)
    expectClose('distance', several.distanceMass, one.distanceMass, error)
    expectClose('positions', several.keyPositions?.mass ?? [], one.keyPositions?.mass ?? [], error)
    const [map, oneMap] = [fromHalves(several.pooledMap?.mean), fromHalves(one.pooledMap?.mean)]
    expectClose('map', map, oneMap, 10 * error + 2.6e-4)
    expect(several.topKeys?.queryPositions).toEqual(one.topKeys?.queryPositions)
  })
})

it('keeps the heads and the rectangle of a window', async () => {
  const rows = await readExactRows('llama-grouped', 'flash-operands')
  const window = { layer: 1, heads: [6, 2], queries: { first: 60, end: 70 }, keys: { first: 55, end: 75 } }
  const { window: kept } = await observe('llama-grouped', 'flash-operands', 64, {
    queries: { kind: 'all' },
    window,
  })
  const expected = window.heads.flatMap((head) =>
    Array.from({ length: 10 }, (_, i) => [...rows.row(1, head, 60 + i).subarray(55, 75)]).flat(),
  )
  expect(kept?.heads).toEqual(Int32Array.of(6, 2))
  expect([kept?.layer, kept?.queries, kept?.keys]).toEqual([1, window.queries, window.keys])
  expectClose('weights', kept?.weights ?? [], expected, 1e-6)
})

it('keeps what was not asked for empty', async () => {
  const observed = await observe('llama', 'flash-operands', 64, { queries: { kind: 'all' } })
  expect(observed).toMatchObject({
    perQuery: null,
    keySpans: null,
    topKeys: null,
    keyPositions: null,
    pooledMap: null,
    window: null,
  })
})

const exactRows = new Map<string, Promise<ExactRows>>()

/** Read once. */
function readExactRows(name: 'llama-grouped' | 'gemma3', rowSource: RowSource): Promise<ExactRows> {
  const key = `${name} ${rowSource}`
  const rows = exactRows.get(key) ?? readEveryLayer(name, rowSource)
  exactRows.set(key, rows)
  return rows
}

async function readEveryLayer(name: 'llama-grouped' | 'gemma3', rowSource: RowSource): Promise<ExactRows> {
  const span = { first: 0, end: n }
  const windows = []
  const { layerCount, headCount } = (await native.random(name)).model
  const heads = Array.from({ length: headCount }, (_, head) => head)
  for (let layer = 0; layer < layerCount; layer++)
    windows.push(
      await observe(name, rowSource, 64, {
        queries: { kind: 'all' },
        window: { layer, heads, queries: span, keys: span },
      }),
    )
  return readRows(windows, n)
}

async function observe(
  name: 'llama' | 'llama-grouped' | 'gemma3',
  rowSource: RowSource,
  microBatchTokens: number,
  request: ObservationRequest,
): Promise<Observation> {
  const session = await native.open(await native.random(name), {
    microBatchTokens,
    flashAttention: rowSource === 'flash-operands',
    cacheType: rowSource === 'flash-operands' ? 'f16' : 'f32',
  })
  const { observation } = await evaluate(session, listTokens(n), { observation: { ...request, rowSource } })
  if (!observation) throw new Error('Nothing was observed.')
  return observation
}

function expectReduced(observed: Observation, expected: ReturnType<typeof reduceRows>): void {
  expectClose('mean entropy', observed.meanEntropyNats, expected.entropyPerQuery.map(mean), 1e-5)
  expectClose('last entropy', observed.lastQueryEntropyNats, expected.lastEntropy, 1e-5)
  expectClose('entropies', observed.perQuery?.entropyNats ?? [], expected.entropyPerQuery.flat(), 1e-5)
  expectClose('first tokens', observed.perQuery?.firstTokenMass ?? [], expected.firstTokenPerQuery, 1e-6)
  expectClose('mean rows', observed.perQuery?.meanRowEntropyNats ?? [], expected.meanRowEntropy, 1e-5)
  expectClose('span masses', observed.keySpans?.massPerQuery ?? [], expected.spanMassPerQuery, 1e-6)
  expectClose('mean span mass', observed.keySpans?.mass ?? [], expected.spanMass, 1e-6)
  expectClose('distance', observed.distanceMass, expected.distanceMass, 1e-6)
  expectClose('position edges', observed.keyPositions?.edges ?? [], expected.keyPositionEdges, 0)
  expectClose('positions', observed.keyPositions?.mass ?? [], expected.keyPositionMass, 1e-6)
  expectClose('top weights', observed.topKeys?.weights ?? [], expected.topWeights, 0)
  expectClose('top keys', observed.topKeys?.keys ?? [], expected.topKeys, 0)
  expectClose('query edges', observed.pooledMap?.queryEdges ?? [], expected.mapQueryEdges, 0)
  expectClose('key edges', observed.pooledMap?.keyEdges ?? [], expected.mapKeyEdges, 0)
  // binary16 keeps eleven bits: half a unit of 1 is 2.5e-4.
  expectClose('map mean', fromHalves(observed.pooledMap?.mean), expected.mapMean, 2.6e-4)
  expectClose('map max', fromHalves(observed.pooledMap?.max), expected.mapMax, 2.6e-4)
}

function fromHalves(halves: Uint16Array = new Uint16Array()): number[] {
  return Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1
    const exponent = (half >> 10) & 31
    const fraction = half & 1023
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
  })
}
