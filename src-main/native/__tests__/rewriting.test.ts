/** Every RoPE extension against the float64 transformer under the same table. */
import { beforeAll, describe, expect, it } from 'vitest'
import { computeReference, measureReference, readReferenceModel } from '../../../tools/reference'
import type { RandomModelName, ReferenceModel, ReferenceRotation } from '../../../tools/reference'
import type { Evaluation, ExtensionKind, RotaryGeometry } from '../../contract'
import { parseExtensionSpec, resolveExtension } from '../../core/rope'
import { expectClose, mean } from './support/expectClose'
import { evaluate, listTokens, useNative } from './support/TestNative'
import { toNativeTable } from './support/toNativeTable'

const native = useNative()
const n = 128
const tokens = listTokens(n)

/** One spec of every kind; the type holds the list complete. */
const specs: Record<ExtensionKind, (pairs: number) => readonly [spec: string, file: string | null]> = {
  native: () => ['native', null],
  none: () => ['none', null],
  linear: () => ['linear:scale=4', null],
  ntk: () => ['ntk:scale=4', null],
  base: () => ['base:base=1000000', null],
  'dynamic-ntk': () => ['dynamic-ntk:factor=2', null],
  'by-parts': () => ['by-parts:scale=4', null],
  yarn: () => ['yarn:scale=4', null],
  longrope: (pairs) => ['longrope:factors=factors.json', writeFactors(pairs)],
  llama3: () => ['llama3:factor=8', null],
  'ntk-mixed': () => ['ntk-mixed:scale=4', null],
  'p-rope': () => ['p-rope:keep=0.5', null],
  custom: (pairs) => ['custom:file=curve.json', writeCurve(pairs)],
}
const geometries: Partial<Record<RandomModelName, RotaryGeometry>> = {
  llama: { rotaryDimensions: 32, ropeBase: 1e4, trainedContextTokens: 256 },
  'llama-grouped': { rotaryDimensions: 16, ropeBase: 1e4, trainedContextTokens: 256 },
  qwen2: { rotaryDimensions: 16, ropeBase: 1e6, trainedContextTokens: 256 },
  'llama-divisors': { rotaryDimensions: 32, ropeBase: 1e4, trainedContextTokens: 256 },
  'llama-linear': { rotaryDimensions: 32, ropeBase: 1e4, trainedContextTokens: 128 },
  'llama-yarn': { rotaryDimensions: 32, ropeBase: 1e4, trainedContextTokens: 256 },
  'chatglm-partial': { rotaryDimensions: 8, ropeBase: 1e4, trainedContextTokens: 256 },
  gemma3: { rotaryDimensions: 16, ropeBase: 1e6, trainedContextTokens: 256 },
}
const models = Object.entries(geometries).map(
  ([name, geometry]) => [name as RandomModelName, geometry] as const,
)

describe.each(models)('%s', (name, geometry) => {
  let reference: ReferenceModel
  beforeAll(async () => {
    reference = await readReferenceModel((await native.random(name)).path)
  })

  it.each(Object.keys(specs) as ExtensionKind[])('%s', async (kind) => {
    const rotation = resolve(kind, geometry)
    const session = await native.open(await native.random(name))
    session.setRotaryTable(rotation && toNativeTable(rotation, geometry.ropeBase))
    const evaluation = await evaluate(session, tokens, { observation: { queries: { kind: 'all' } } })
    expectReference(evaluation, reference, rotation)
  })
})

function resolve(kind: ExtensionKind, geometry: RotaryGeometry): ReferenceRotation | null {
  const [spec, file] = specs[kind](geometry.rotaryDimensions / 2)
  return resolveExtension(parseExtensionSpec(spec), geometry, 512, file).table
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

function writeFactors(pairs: number): string {
  const rising = (last: number) => Array.from({ length: pairs }, (_, j) => 1 + ((last - 1) * j) / (pairs - 1))
  return JSON.stringify({ short_factor: rising(1.5), long_factor: rising(6) })
}

function writeCurve(pairs: number): string {
  const inverseFrequencies = Array.from({ length: pairs }, (_, j) => 0.8 * 3 ** -j)
  return JSON.stringify({ inverseFrequencies, attentionFactor: 1.2 })
}
