/**
 * Layers on a device, some or all: window layers are told as on the processor, and both what the file asks for and an extension
 * give the numbers of the float64 transformer, in F32 arithmetic.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  computeReference,
  generateRandomModel,
  measureReference,
  randomModelRecipes,
  readReferenceModel,
} from '../../../tools/reference'
import type { RandomModelName, ReferenceModel } from '../../../tools/reference'
import { parseExtensionSpec, resolveExtension } from '../../core/rope'
import type { NativeModel } from '../index'
import { expectClose, mean } from './support/expectClose'
import { evaluate, listTokens, useNative } from './support/TestNative'
import { toNativeTable } from './support/toNativeTable'

const native = useNative()
// More than 32 tokens a micro-batch: below that a layer on the processor stays there, above it the device helps out.
const tokens = listTokens(64)
const shapes: [RandomModelName, number[]][] = [
  ['gemma2', [0, 2]],
  ['gemma3', [0, 2]],
  ['gpt-oss', [0, 2]],
  ['llama-divisors', []],
]

describe.each(shapes)('%s', (name, windowLayers) => {
  let reference: ReferenceModel
  let path: string
  beforeAll(async () => {
    path = await generateRandomModel(native.pathOf(`offload-${name}.gguf`), randomModelRecipes[name])
    reference = await readReferenceModel(path)
  })

  describe.each([0, 1, 2, 3, 99])('with %i layers on the device', (gpuLayers) => {
    let model: NativeModel
    beforeAll(async () => {
      model = await native.addon.loadModel({ path, gpuLayers }, () => undefined).model
    })
    afterAll(() => model.dispose())

    it('knows its window layers and gives the numbers of the processor, native and extended', async () => {
      const session = await native.open({ path, model })
      expect(session.probe.slidingWindowLayers).toEqual(windowLayers)
      await expectReference(null)
      const { rotaryDimensions, ropeBase } = session.probe
      const geometry = { rotaryDimensions, ropeBase, trainedContextTokens: 128 }
      const { table } = resolveExtension(parseExtensionSpec('linear:scale=4'), geometry, 512)
      const nodes = session.setRotaryTable(table && toNativeTable(table, ropeBase))
      expect(nodes).toBe(2 * (randomModelRecipes[name].layers - windowLayers.length))
      await expectReference(table)
      session.setRotaryTable(null)
      await expectReference(null)

      async function expectReference(rotation: typeof table): Promise<void> {
        const { nllNats, observation } = await evaluate(session, tokens, {
          observation: { queries: { kind: 'all' } },
        })
        const result = computeReference(reference, tokens, rotation ? { rotation } : {})
        const expected = measureReference(result)
        // As on the processor (rewriting.test.ts): keys are kept in binary16 there and here.
        expectClose('NLL', nllNats, result.nllNats, 0.02)
        expect(Math.abs(mean(nllNats.subarray(1)) - mean(result.nllNats.subarray(1)))).toBeLessThan(0.003)
        expectClose('entropy', observation?.meanEntropyNats ?? [], expected.meanEntropyNats, 0.01)
        expectClose('distance', observation?.distanceMass ?? [], expected.distanceMass, 0.003)
      }
    })
  })
})
