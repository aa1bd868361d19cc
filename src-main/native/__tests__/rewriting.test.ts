/** Every extension of the table against the float64 transformer under the same frequencies: a new one is taken up by itself. */
import { expect, it } from 'vitest'
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
/**
 * A device in software is slow. There every extension runs on a file with window layers, and one with an attention factor on files that
 * bring factors or sinks; the other architectures are left out (offload.vulkan.test.ts has `linear` on four shapes).
 */
const cases = everyName
  .flatMap((name) => extensionNames.map((extension) => [name, extension] as const))
  .filter(
    ([name, extension]) =>
      testBackend === 'cpu' ||
      name === 'gemma3' ||
      (extension === 'yarn' && ['llama-divisors', 'gpt-oss'].includes(name)),
  )

it.each(cases)('%s under %s', async (name, extension) => {
  const geometry = geometryOf(randomModelRecipes[name])
  const { spec, fileText } = toExampleSpec(extension, geometry.rotaryDimensions / 2)
  const { table } = resolveExtension(parseExtensionSpec(spec), geometry, 512, fileText)
  const model = await native.random(name)
  const session = await native.open(model)
  session.setRotaryTable(table && toNativeTable(table, geometry.ropeBase))
  const evaluation = await evaluate(session, tokens, { observation: { queries: { kind: 'all' } } })
  expectReference(evaluation, await readReferenceModel(model.path), table)
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
