/** Models whose attention is known in closed form: what the observer reads must be that, row by row. */
import { describe, expect, it } from 'vitest'
import { computePlantedRow, plainRotation, plantedShape } from '../../../tools/reference'
import type { PlantedPattern, ReferenceRotation } from '../../../tools/reference'
import type { Observation } from '../../contract'
import type { NativeSession } from '../index'
import { expectClose, mean } from './support/expectClose'
import { evaluate, listTokens, useNative } from './support/TestNative'
import { toNativeTable } from './support/toNativeTable'

const native = useNative()
const n = 96
const { layers, heads, ropeBase } = plantedShape
const extendedRotation: ReferenceRotation = {
  inverseFrequencies: Float64Array.from(plainRotation.inverseFrequencies, (theta, j) => theta / (1 + j / 5)),
  attentionFactor: 1.1,
}
/**
 * Softmax nodes read a float32 cache; scores of up to 230 then carry an error of 5e-5. Flash attention rounds keys to binary16
 * (llama.cpp `src/llama-graph.cpp`, build_attn_mha), which moves such a score by 5e-3.
 */
const sources = {
  'flash operands': { flashAttention: true, rowError: 2e-3, entropyError: 5e-3, massError: 1e-3 },
  'softmax nodes': { flashAttention: false, rowError: 1e-4, entropyError: 1e-4, massError: 1e-5 },
}
const cases = (['uniform', 'look-back', 'first-token'] as const).flatMap((pattern) =>
  (['plain', 'extended'] as const).flatMap((rotation) =>
    (['flash operands', 'softmax nodes'] as const).map((source) => [pattern, rotation, source] as const),
  ),
)

describe.each(cases)('planted %s, %s, from %s', (pattern, rotationName, sourceName) => {
  const rotation = rotationName === 'plain' ? plainRotation : extendedRotation
  const source = sources[sourceName]
  /** [layer * heads + head][query]. */
  const rows = listRows(pattern, rotation)

  it('gives every row', async () => {
    const session = await openPlanted(pattern, rotation, source.flashAttention)
    for (let layer = 0; layer < layers; layer++) {
      const expected = new Float64Array(heads * n * n)
      for (let head = 0; head < heads; head++)
        rows[layer * heads + head].forEach((row, query) => expected.set(row, (head * n + query) * n))
      const { window } = await observe(session, source.flashAttention, layer)
      expectClose(`layer ${layer}`, window?.weights ?? [], expected, source.rowError)
    }
  })

  it('gives every measure', async () => {
    const session = await openPlanted(pattern, rotation, source.flashAttention)
    const observed = await observe(session, source.flashAttention, 0)
    const average = (measure: (row: Float64Array) => number) =>
      rows.map((ofHead) => mean(ofHead.map(measure)))
    const normalized = rows.map((ofHead) =>
      mean(ofHead.slice(1).map((row) => computeEntropy(row) / Math.log(row.length))),
    )
    const last = rows.map((ofHead) => computeEntropy(ofHead[n - 1]))
    const bins = rows.flatMap((ofHead) =>
      Array.from({ length: 8 }, (_, bin) => mean(ofHead.map((row) => sumAtDistance(row, bin, observed)))),
    )
    expectClose('entropy', observed.meanEntropyNats, average(computeEntropy), source.entropyError)
    expectClose('normalized entropy', observed.meanNormalizedEntropy, normalized, source.entropyError)
    expectClose('last entropy', observed.lastQueryEntropyNats, last, source.entropyError)
    const masses = source.massError
    expectClose('first token', observed.firstTokenMass, average(firstOf), masses)
    expectClose('sink', observed.sinkMass, average(sumOfFour), masses)
    expectClose('local', observed.localMass, average(sumOfLast64), masses)
    expect([...observed.distanceEdges]).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128])
    expectClose('distance', observed.distanceMass, bins, masses)
    expect(observed.rowSumError).toBeLessThan(1e-5)
    expect(observed.learnedSinkMass).toBe(0)
  })
})

describe('uniform rows', () => {
  it.each([
    [256, 4.559599],
    [2048, 6.626929],
  ])('of %i tokens have the mean entropy ln(n!) / n', async (length, expected) => {
    const options = { contextTokens: length, microBatchTokens: 512 }
    const session = await native.open(await native.planted('uniform'), options)
    const { observation } = await evaluate(session, listTokens(length), {
      score: null,
      observation: { queries: { kind: 'all' } },
    })
    const everywhere = (value: number) => new Array<number>(layers * heads).fill(value)
    expectClose('entropy', observation?.meanEntropyNats ?? [], everywhere(expected), 2e-6)
    expectClose('last', observation?.lastQueryEntropyNats ?? [], everywhere(Math.log(length)), 2e-6)
  })

  it('of eight tokens have the golden masses by distance', async () => {
    const session = await native.open(await native.planted('uniform'))
    const { observation } = await evaluate(session, listTokens(8), {
      observation: { queries: { kind: 'all' } },
    })
    const golden = [0.3397321, 0.2147321, 0.2627976, 0.1827381]
    expectClose('distance', observation?.distanceMass.subarray(0, 4) ?? [], golden, 1e-7)
    // Queries 0 .. 7 see 8, 7, 6 + 5 and 4 + 3 + 2 + 1 keys at distances 0, 1, 2-3 and 4-7.
    expectClose('visible keys', observation?.distanceVisibleKeys ?? [], [1, 7 / 8, 11 / 8, 10 / 8], 1e-12)
  })
})

describe('one key against n - 1 equal ones', () => {
  /** Without rotation the key of BOS is exactly a in binary16, and its score a^2 g, g = 2 (head + 1) + layer. */
  it.each([0.5, 1, 1.5, 2, 2.5, 3])(
    'has the entropy of its closed form at a = %d',
    async (attentionFactor) => {
      const inverseFrequencies = new Float64Array(plantedShape.rotaryDimensions / 2)
      const session = await openPlanted('first-token', { inverseFrequencies, attentionFactor }, true)
      const { lastQueryEntropyNats } = await observe(session, true, 0)
      const expected = Array.from({ length: layers * heads }, (_, i) => {
        const score = attentionFactor ** 2 * (2 * ((i % heads) + 1) + Math.floor(i / heads))
        const rest = (n - 1) * Math.exp(-score)
        return Math.log1p(rest) + (score * rest) / (1 + rest)
      })
      // The smallest is 1e-33 nats, the largest 4.5.
      expectClose('entropy', lastQueryEntropyNats, expected, 5e-6)
    },
  )
})

async function openPlanted(
  pattern: PlantedPattern,
  rotation: ReferenceRotation,
  flashAttention: boolean,
): Promise<NativeSession> {
  const session = await native.open(await native.planted(pattern), { flashAttention, cacheType: 'f32' })
  session.setRotaryTable(toNativeTable(rotation, ropeBase))
  return session
}

async function observe(session: NativeSession, flashAttention: boolean, layer: number): Promise<Observation> {
  const span = { first: 0, end: n }
  const { observation } = await evaluate(session, listTokens(n), {
    observation: {
      queries: { kind: 'all' },
      rowSource: flashAttention ? 'flash-operands' : 'softmax-nodes',
      window: { layer, heads: [0, 1, 2, 3], queries: span, keys: span },
    },
  })
  if (!observation) throw new Error('Nothing was observed.')
  return observation
}

function listRows(pattern: PlantedPattern, rotation: ReferenceRotation): Float64Array[][] {
  return Array.from({ length: layers * heads }, (_, i) => {
    const at = { layer: Math.floor(i / heads), head: i % heads }
    return Array.from({ length: n }, (_, query) => computePlantedRow(pattern, { ...at, query }, rotation))
  })
}

function computeEntropy(row: Float64Array): number {
  return row.reduce((entropy, p) => (p > 0 ? entropy - p * Math.log(p) : entropy), 0)
}

function firstOf(row: Float64Array): number {
  return row[0]
}

function sumOfFour(row: Float64Array): number {
  return sum(row.subarray(0, 4))
}

function sumOfLast64(row: Float64Array): number {
  return sum(row.subarray(Math.max(0, row.length - 64)))
}

function sumAtDistance(row: Float64Array, bin: number, { distanceEdges }: Observation): number {
  const end = Math.max(0, row.length - distanceEdges[bin])
  return sum(row.subarray(Math.max(0, row.length - distanceEdges[bin + 1]), end))
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0)
}
