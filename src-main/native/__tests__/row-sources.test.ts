/** Both row sources give the same measures on every architecture and cache type, and those of the float64 transformer. */
import { describe, expect, it } from 'vitest'
import {
  computeReference,
  measureReference,
  randomModelRecipes,
  readReferenceModel,
} from '../../../tools/reference'
import type { RandomModelName, ReferenceMeasures } from '../../../tools/reference'
import type { CacheType, Observation, RowSource } from '../../contract'
import { expectClose } from './support/expectClose'
import { evaluate, listTokens, testBackend, useNative } from './support/TestNative'

const native = useNative()
const n = 150
const everyName: RandomModelName[] = [
  'llama',
  'llama-q8',
  'llama-f16',
  'llama-grouped',
  'llama-wide-heads',
  'llama-divisors',
  'llama-linear',
  'llama-yarn',
  'qwen2',
  'gemma2',
  'gemma3',
  'gpt-oss',
  'chatglm-partial',
]

/** A device in software is slow: there grouped heads, windows, sinks and caps. */
const names =
  testBackend === 'cpu' ? everyName : everyName.filter((name) => /grouped|gemma|gpt-oss/.test(name))

describe.each(names)('%s', (name) => {
  it('has the same measures from both row sources', async () => {
    // Activations that differ in their last bits are rounded to different blocks in front of quantised weights.
    const error = randomModelRecipes[name].weightType === 'Q8_0' ? 0.01 : 1e-3
    const operands = await observe(name, 'flash-operands', 'f16')
    const nodes = await observe(name, 'softmax-nodes', 'f32')
    expectSameMeasures(operands, nodes, { entropyError: error, massError: error })
  })

  it('has the measures of the float64 transformer', async () => {
    const model = await readReferenceModel((await native.random(name)).path)
    const result = computeReference(model, listTokens(n))
    const reference = measureReference(result)
    // ggml rounds activations to the block format of quantised weights, and looks GELU up in binary16.
    // A device sums in another order, and its sines differ in the last bits: 2.4e-4 was the largest difference on Mesa's.
    const exact = testBackend === 'cpu' ? 5e-5 : 5e-4
    const error = { Q8_0: 0.03, F16: 2e-3, F32: name.startsWith('gemma') ? 1e-3 : exact }
    const weightType = randomModelRecipes[name].weightType
    const tolerance = { entropyError: error[weightType], massError: error[weightType] }
    const observed = await observe(name, 'softmax-nodes', 'f32')
    expectSameMeasures(observed, reference, tolerance)
    expect(observed.learnedSinkMass).toBeCloseTo(result.learnedSinkMass, 4)
  })
})

it.each([
  ['q8_0', 0.02],
  ['q4_0', 0.2],
] as const)('reads the %s keys that flash attention read', async (cacheType, error) => {
  const exact = await observe('llama', 'flash-operands', 'f16')
  const quantised = await observe('llama', 'flash-operands', cacheType)
  expectSameMeasures(quantised, exact, { entropyError: error, massError: error })
  expect(quantised.meanEntropyNats, 'quantised keys move the entropy').not.toEqual(exact.meanEntropyNats)
})

it('tells what learned sinks take away, from both row sources', async () => {
  const [operands, nodes] = [
    await observe('gpt-oss', 'flash-operands', 'f16'),
    await observe('gpt-oss', 'softmax-nodes', 'f32'),
  ]
  expect(nodes.learnedSinkMass).toBeGreaterThan(0.02)
  expect(Math.abs(operands.learnedSinkMass - nodes.learnedSinkMass)).toBeLessThan(1e-3)
})

it('sees a sliding window end where the mask ends', async () => {
  const { heads, layers, slidingWindow } = randomModelRecipes.gemma3
  const { distanceVisibleKeys, distanceEdges, distanceMass } = await observe(
    'gemma3',
    'flash-operands',
    'f16',
  )
  const bins = distanceEdges.length - 1
  const beyond = distanceEdges.indexOf(slidingWindow.windowTokens)
  for (let layer = 0; layer < layers; layer++) {
    const masses = Array.from({ length: heads }, (_, head) =>
      distanceMass.slice((layer * heads + head) * bins + beyond, (layer * heads + head + 1) * bins),
    )
    const isSliding = layer % slidingWindow.pattern !== slidingWindow.pattern - 1
    const mass = masses.reduce((total, ofHead) => total + ofHead.reduce((a, b) => a + b, 0), 0)
    if (isSliding) expect(mass).toBe(0)
    else expect(mass).toBeGreaterThan(0.1)
  }
  // Counted in layer 0, whose window holds 16 keys.
  expect(distanceVisibleKeys.slice(beyond).every((keys) => keys === 0)).toBe(true)
})

async function observe(
  name: RandomModelName,
  rowSource: RowSource,
  cacheType: CacheType,
): Promise<Observation> {
  const flashAttention = rowSource === 'flash-operands'
  const session = await native.open(await native.random(name), { flashAttention, cacheType })
  const { observation } = await evaluate(session, listTokens(n), {
    observation: { queries: { kind: 'all' }, rowSource },
  })
  await native.closeSessions()
  if (!observation) throw new Error('Nothing was observed.')
  expect(observation.rowSource).toBe(rowSource)
  expect(observation.rowSumError).toBeLessThan(1e-5)
  return observation
}

function expectSameMeasures(
  actual: ReferenceMeasures,
  expected: ReferenceMeasures,
  { entropyError, massError }: { readonly entropyError: number; readonly massError: number },
): void {
  expectClose('entropy', actual.meanEntropyNats, expected.meanEntropyNats, entropyError)
  expectClose('normalized', actual.meanNormalizedEntropy, expected.meanNormalizedEntropy, entropyError)
  // One row instead of a mean over all of them.
  expectClose('last', actual.lastQueryEntropyNats, expected.lastQueryEntropyNats, 10 * entropyError)
  expectClose('first token', actual.firstTokenMass, expected.firstTokenMass, massError)
  expectClose('sink', actual.sinkMass, expected.sinkMass, massError)
  expectClose('local', actual.localMass, expected.localMass, massError)
  expectClose('edges', actual.distanceEdges, expected.distanceEdges, 0)
  expectClose('distance', actual.distanceMass, expected.distanceMass, massError)
}
