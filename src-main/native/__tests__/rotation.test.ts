/** What the addon does to a graph's rotations: nothing under `native`, all of them otherwise, and what the probe says of them. */
import { describe, expect, it } from 'vitest'
import {
  computeReference,
  measureReference,
  plainRotation,
  randomModelRecipes,
  readReferenceModel,
} from '../../../tools/reference'
import type { RandomModelName } from '../../../tools/reference'
import { parseExtensionSpec, resolveExtension } from '../../core/rope'
import { expectClose } from './support/expectClose'
import { evaluate, listTokens, useNative } from './support/TestNative'
import { toNativeTable } from './support/toNativeTable'

const native = useNative()
const tokens = listTokens(200)
const everything = { observation: { queries: { kind: 'all' } } } as const
const llamaGeometry = { rotaryDimensions: 32, ropeBase: 1e4 }
const quarter = resolveTable('linear:scale=4', 128)

describe.each(['llama-divisors', 'llama-linear', 'llama-yarn'] as const)('%s', (name) => {
  it('rotates plainly under `none`, whatever the file asks for', async () => {
    const model = await native.random(name)
    const session = await native.open(model)
    const asked = await evaluate(session, tokens)
    session.setRotaryTable(toNativeTable(plainRotation, 1e4))
    const plain = await evaluate(session, tokens)
    const reference = await readReferenceModel(model.path)
    const expected = computeReference(reference, tokens, { rotation: plainRotation })
    expectClose('NLL', plain.nllNats, expected.nllNats, 0.02)
    expect(
      Math.max(...plain.nllNats.map((nll, i) => Math.abs(nll - asked.nllNats[i])).subarray(1)),
    ).toBeGreaterThan(0.1)
  })
})

describe.each(['llama-divisors', 'llama-yarn', 'gemma3'] as const)('after a table on %s', (name) => {
  it('`native` gives back what the file asks for, bit for bit', async () => {
    const session = await native.open(await native.random(name))
    const asked = await evaluate(session, tokens, everything)
    const { rotaryDimensions, ropeBase } = session.probe
    const frequencies = Float64Array.from({ length: rotaryDimensions / 2 }, (_, j) => 0.5 * 2 ** -j)
    const table = { inverseFrequencies: frequencies, attentionFactor: 1.3 }
    session.setRotaryTable(toNativeTable(table, ropeBase, true))
    const changed = await evaluate(session, tokens, everything)
    session.setRotaryTable(null)
    const restored = await evaluate(session, tokens, everything)
    expect(changed.observation?.meanEntropyNats).not.toEqual(asked.observation?.meanEntropyNats)
    expect(restored).toEqual(asked)
  })
})

describe("llama.cpp's own scaling", () => {
  it.each([
    ['llama-linear', 'linear:scale=4', 128],
    ['llama-yarn', 'yarn:scale=4', 256],
  ] as const)('%s equals %s', async (name, spec, trained) => {
    // An f16 cache turns the last bit of an angle into a step of 1e-3 in some keys.
    const session = await native.open(await native.random(name), { flashAttention: false, cacheType: 'f32' })
    const request = { observation: { ...everything.observation, rowSource: 'softmax-nodes' } } as const
    const own = await evaluate(session, tokens, request)
    session.setRotaryTable(toNativeTable(resolveTable(spec, trained), 1e4))
    const ours = await evaluate(session, tokens, request)
    expectClose('NLL', ours.nllNats, own.nllNats, 1e-3)
    expectClose(
      'entropy',
      ours.observation?.meanEntropyNats ?? [],
      own.observation?.meanEntropyNats ?? [],
      1e-4,
    )
  })
})

describe('sliding-window layers', () => {
  const base =
    resolveExtension(
      parseExtensionSpec('base:base=50000'),
      { rotaryDimensions: 16, ropeBase: 1e6, trainedContextTokens: 256 },
      256,
    ).table ?? quarter

  it.each([
    ['keep their own frequencies', false, 1e4],
    ['take the table when asked', true, 50000],
  ])('%s', async (_, applyToSlidingWindowLayers, windowBase) => {
    const model = await native.random('gemma3')
    const session = await native.open(model, { flashAttention: false, cacheType: 'f32' })
    session.setRotaryTable(toNativeTable(base, 1e6, applyToSlidingWindowLayers))
    const rowSource = 'softmax-nodes' as const
    const { observation } = await evaluate(session, tokens, {
      observation: { ...everything.observation, rowSource },
    })
    const reference = await readReferenceModel(model.path)
    const slidingWindow = reference.slidingWindow && { ...reference.slidingWindow, ropeBase: windowBase }
    const expected = measureReference(
      computeReference({ ...reference, slidingWindow }, tokens, { rotation: base }),
    )
    expectClose('entropy', observation?.meanEntropyNats ?? [], expected.meanEntropyNats, 1e-3)
    expectClose('distance', observation?.distanceMass ?? [], expected.distanceMass, 1e-3)
  })
})

describe('the probe', () => {
  it.each([
    ['llama', [0, 1, 2, 3], [], 32, 'adjacent', 1e4],
    ['llama-divisors', [0, 1, 2, 3], [], 32, 'adjacent', 1e4],
    ['qwen2', [0, 1, 2], [], 16, 'halves', 1e6],
    ['gemma3', [0, 1, 2, 3], [0, 2], 16, 'halves', 1e6],
    ['gemma2', [0, 1, 2, 3], [0, 2], 16, 'halves', 1e4],
    ['gpt-oss', [0, 1, 2, 3], [0, 2], 16, 'halves', 150_000],
    ['chatglm-partial', [0, 1, 2], [], 8, 'adjacent', 1e4],
  ] as const)(
    'knows %s',
    async (name, rotatedLayers, slidingWindowLayers, rotaryDimensions, layout, ropeBase) => {
      const { probe } = await native.open(await native.random(name))
      const { rotations, ...layers } = probe
      expect(rotations.map(({ layer }) => layer)).toEqual(rotatedLayers.flatMap((layer) => [layer, layer]))
      expect(layers).toEqual({
        rotatedLayers,
        unrotatedLayers: [],
        slidingWindowLayers,
        rotaryDimensions,
        layout,
        ropeBase,
      })
    },
  )

  it.each(Object.keys(randomModelRecipes) as RandomModelName[])('sees every layer of %s', async (name) => {
    const { probe } = await native.open(await native.random(name), { flashAttention: false })
    expect(probe.rotatedLayers).toHaveLength(randomModelRecipes[name].layers)
  })
})

function resolveTable(spec: string, trainedContextTokens: number) {
  const { table } = resolveExtension(
    parseExtensionSpec(spec),
    { ...llamaGeometry, trainedContextTokens },
    trainedContextTokens,
  )
  if (!table) throw new Error(`No table: ${spec}.`)
  return table
}
