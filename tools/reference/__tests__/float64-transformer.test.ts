import { describe, expect, it } from 'vitest'
import { computeReference } from '../float64-transformer'
import { generateRandomModel, randomModelRecipes } from '../random-models'
import { readReferenceModel } from '../reference-model'
import type { ReferenceModel } from '../reference-model'
import { computeFileRotation } from '../rotary'
import { useTemporaryDirectory } from './temporary-directory'

const temporaryPath = useTemporaryDirectory()
const tokens = [256, ...Array.from({ length: 47 }, (_, i) => (i * i * 7 + 3 * i) % 256)]

/** Two channels, one head, unit matrices; one hidden unit gated by channel 0, lifting channel 1 into channel 1. */
const tinyModel: ReferenceModel = {
  architecture: 'llama',
  layers: 1,
  heads: 1,
  keyValueHeads: 1,
  headDimensions: 2,
  rotaryDimensions: 2,
  width: 2,
  vocabularySize: 2,
  rmsEpsilon: 0,
  rope: { base: 1e4, scaling: 'none', scale: 1, originalContextTokens: 8 },
  slidingWindow: null,
  logitCaps: null,
  tensors: new Map([
    ['token_embd.weight', Float64Array.of(1, 1, 1, -1)],
    ['output.weight', Float64Array.of(1, 0, 0, 1)],
    ['output_norm.weight', Float64Array.of(1, 1)],
    ['blk.0.attn_norm.weight', Float64Array.of(1, 1)],
    ['blk.0.attn_q.weight', Float64Array.of(1, 0, 0, 1)],
    ['blk.0.attn_k.weight', Float64Array.of(1, 0, 0, 1)],
    ['blk.0.attn_v.weight', Float64Array.of(1, 0, 0, 1)],
    ['blk.0.attn_output.weight', Float64Array.of(1, 0, 0, 1)],
    ['blk.0.ffn_norm.weight', Float64Array.of(1, 1)],
    ['blk.0.ffn_gate.weight', Float64Array.of(1, 0)],
    ['blk.0.ffn_up.weight', Float64Array.of(0, 1)],
    ['blk.0.ffn_down.weight', Float64Array.of(0, 1)],
  ]),
}

describe('computeReference', () => {
  it('agrees with a layer computed by hand', () => {
    // Scores of token 1: (R(1) (1, -1)) . (1, 1) / sqrt 2 = sqrt 2 sin 1 for key 0, |k|^2 / sqrt 2 = sqrt 2 for itself.
    const own = 1 / (1 + Math.exp(Math.SQRT2 * (Math.sin(1) - 1)))
    const { attention, logits, nllNats } = computeReference(tinyModel, [0, 1])
    expect(own).toBeCloseTo(0.5558148816341731, 14)
    expectClose(attention[0], [1, 0, 1 - own, own], 14)
    // Residual after attention: (2, 2) and (2, -2 own); then the hidden unit, then the last norm.
    expectClose(logits, [0.8355600739393259, 1.1409817539463585, 1.059114090069202, -0.9371645235586366], 13)
    expect(nllNats[0]).toBeNaN()
    expect(nllNats[1]).toBeCloseTo(0.5520515998781119, 13)
  })

  it('depends on relative positions only', async () => {
    const model = await readModel('qwen2')
    const here = computeReference(model, tokens)
    const there = computeReference(model, tokens, { firstPosition: 1000 })
    expectClose(there.logits, here.logits, 9)
    there.attention.forEach((layer, index) => expectClose(layer, here.attention[index], 9))
  })

  it('gives the same under the rotation that the file states, and another under another', async () => {
    const model = await readModel('llama-linear')
    const native = computeReference(model, tokens)
    const { inverseFrequencies } = computeFileRotation(
      { ...model.rope, scaling: 'none' },
      model.rotaryDimensions,
    )
    const quarter = Float64Array.from(inverseFrequencies).map((frequency) => frequency / 4)
    const linear = computeReference(model, tokens, {
      rotation: { inverseFrequencies: quarter, attentionFactor: 1 },
    })
    const plain = computeReference(model, tokens, { rotation: { inverseFrequencies, attentionFactor: 1 } })
    expectClose(linear.logits, native.logits, 9)
    expect(
      Math.abs(plain.logits[plain.logits.length - 1] - native.logits[native.logits.length - 1]),
    ).toBeGreaterThan(1e-3)
  })

  it('multiplies the scores by the square of the attention factor', () => {
    const rotation = { inverseFrequencies: [1], attentionFactor: 3 }
    const { attention } = computeReference(tinyModel, [0, 1], { rotation })
    expect(attention[0][3]).toBeCloseTo(1 / (1 + Math.exp(9 * Math.SQRT2 * (Math.sin(1) - 1))), 12)
  })

  it('bends scores and logits by a cap', () => {
    const { attention, logits } = computeReference(
      { ...tinyModel, logitCaps: { attention: 0.5, final: 2 } },
      [0, 1],
    )
    const cap = (score: number) => 0.5 * Math.tanh(score / 0.5)
    const [other, own] = [cap(Math.SQRT2 * Math.sin(1)), cap(Math.SQRT2)]
    expect(attention[0][3]).toBeCloseTo(1 / (1 + Math.exp(other - own)), 12)
    expect(Math.max(...logits.map(Math.abs))).toBeLessThan(2)
  })

  it('lets a sink take part in the softmax, and gives its share back to the rows', () => {
    const sinking: ReferenceModel = {
      ...tinyModel,
      tensors: new Map([...tinyModel.tensors, ['blk.0.attn_sinks.weight', Float64Array.of(0.3)]]),
    }
    const [plain, sunk] = [computeReference(tinyModel, [0, 1]), computeReference(sinking, [0, 1])]
    // Scores sqrt 2 of the first query, sqrt 2 sin 1 and sqrt 2 of the second, each beside the sink's 0.3.
    const [first, other] = [Math.exp(Math.SQRT2), Math.exp(Math.SQRT2 * Math.sin(1))]
    const sink = Math.exp(0.3)
    expect(sunk.learnedSinkMass).toBeCloseTo((sink / (sink + first) + sink / (sink + first + other)) / 2, 12)
    expectClose(sunk.attention[0], Array.from(plain.attention[0]), 12)
    expect(sunk.logits[0]).not.toBeCloseTo(plain.logits[0], 3)
    expect(plain.learnedSinkMass).toBe(0)
  })

  it('gives grouped query heads the same keys', () => {
    const grouped: ReferenceModel = {
      ...tinyModel,
      heads: 2,
      tensors: new Map([
        ...tinyModel.tensors,
        ['blk.0.attn_q.weight', Float64Array.of(1, 0, 0, 1, 2, 0, 0, 2)],
        ['blk.0.attn_output.weight', Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0)],
      ]),
    }
    const { attention } = computeReference(grouped, [0, 1])
    expect(attention[0][3]).toBeCloseTo(0.5558148816341731, 12)
    expect(attention[0][7]).toBeCloseTo(1 / (1 + Math.exp(2 * Math.SQRT2 * (Math.sin(1) - 1))), 12)
  })

  it('hides keys beyond a sliding window and leaves its frequencies alone', async () => {
    const model = await readModel('gemma3')
    const rotation = { inverseFrequencies: new Float64Array(8), attentionFactor: 1 }
    const [native, replaced] = [
      computeReference(model, tokens),
      computeReference(model, tokens, { rotation }),
    ]
    expect(native.windowTokens).toEqual([16, Infinity, 16, Infinity])
    const lastRow = native.attention[0].subarray(47 * 48, 48 * 48)
    expect([...lastRow.subarray(0, 32)]).toEqual(new Array(32).fill(0))
    expect(lastRow[32]).toBeGreaterThan(0)
    expect(replaced.attention[0]).toEqual(native.attention[0])
    expect(replaced.attention[1]).not.toEqual(native.attention[1])
  })

  it('refuses a token outside the vocabulary', () => {
    expect(() => computeReference(tinyModel, [2])).toThrow('Token out of range: 2. Expected 0 to 1.')
  })
})

async function readModel(name: 'qwen2' | 'llama-linear' | 'gemma3'): Promise<ReferenceModel> {
  return readReferenceModel(
    await generateRandomModel(temporaryPath(`${name}.gguf`), randomModelRecipes[name]),
  )
}

/** Largest difference below half a unit of the last of `digits`; says where it is otherwise. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, digits: number): void {
  expect(actual.length).toBe(expected.length)
  let worst = { index: 0, difference: 0 }
  for (let index = 0; index < actual.length; index++) {
    const difference = Math.abs(actual[index] - expected[index])
    if (!(difference <= worst.difference)) worst = { index, difference }
  }
  expect(worst.difference, `at ${worst.index}`).toBeLessThan(0.5 * 10 ** -digits)
}
