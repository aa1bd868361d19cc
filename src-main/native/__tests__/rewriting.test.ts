/** Every extension of the table against the float64 transformer under the same frequencies: a new one is taken up by itself. */
import { beforeAll, describe, expect, it } from 'vitest'
import {
  computeReference,
  measureReference,
  randomModelRecipes,
  readReferenceModel,
} from '../../../tools/reference'
import type {
  RandomModelName,
  RandomModelRecipe,
  ReferenceModel,
  ReferenceRotation,
} from '../../../tools/reference'
import type { Evaluation, RotaryGeometry } from '../../contract'
import { extensionNames, parseExtensionSpec, resolveExtension } from '../../core/rope'
import { toExampleSpec } from './support/exampleSpec'
import { expectClose, mean } from './support/expectClose'
import { evaluate, listTokens, testBackend, useNative } from './support/TestNative'
import { toNativeTable } from './support/toNativeTable'

const native = useNative()
const n = 96
const tokens = listTokens(n)
/** One of each way a file may rotate: all pairs or some, adjacent or halves, with factors of its own, with windows, caps or sinks. */
const everyName: RandomModelName[] = [
  'llama',
  'llama-grouped',
  'qwen2',
  'llama-divisors',
  'llama-linear',
  'llama-yarn',
  'chatglm-partial',
  'gemma2',
  'gemma3',
  'gpt-oss',
]
/** A device in software is slow: there those whose layers differ or bring factors along. */
const names =
  testBackend === 'cpu' ? everyName : everyName.filter((name) => /divisors|gemma3|gpt-oss/.test(name))

describe.each(names)('%s', (name) => {
  const geometry = geometryOf(randomModelRecipes[name])
  let reference: ReferenceModel
  beforeAll(async () => {
    reference = await readReferenceModel((await native.random(name)).path)
  })

  it.each(extensionNames)('%s', async (extension) => {
    const { spec, fileText } = toExampleSpec(extension, geometry.rotaryDimensions / 2)
    const { table } = resolveExtension(parseExtensionSpec(spec), geometry, 512, fileText)
    const session = await native.open(await native.random(name))
    session.setRotaryTable(table && toNativeTable(table, geometry.ropeBase))
    const evaluation = await evaluate(session, tokens, { observation: { queries: { kind: 'all' } } })
    expectReference(evaluation, reference, table)
  })
})

function geometryOf({
  rotaryDimensions,
  ropeBase,
  contextTokens,
  ropeScaling,
}: RandomModelRecipe): RotaryGeometry {
  const trainedContextTokens = ropeScaling?.originalContextTokens ?? contextTokens
  return { rotaryDimensions, ropeBase, trainedContextTokens }
}

/** Tolerances of flash attention, which rounds keys, values and sums to binary16. */
function expectReference(
  { nllNats, observation }: Evaluation,
  model: ReferenceModel,
  rotation: ReferenceRotation | null,
): void {
  const result = computeReference(model, tokens, rotation ? { rotation } : {})
  const expected = measureReference(result)
  expectClose('NLL', nllNats, result.nllNats, 0.02)
  expect(Math.abs(mean(nllNats.subarray(1)) - mean(result.nllNats.subarray(1)))).toBeLessThan(0.003)
  expectClose('entropy', observation?.meanEntropyNats ?? [], expected.meanEntropyNats, 0.01)
  expectClose('first token', observation?.firstTokenMass ?? [], expected.firstTokenMass, 0.003)
  expectClose('sink', observation?.sinkMass ?? [], expected.sinkMass, 0.003)
  expectClose('distance', observation?.distanceMass ?? [], expected.distanceMass, 0.003)
}
