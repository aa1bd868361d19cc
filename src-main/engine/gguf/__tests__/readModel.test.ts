import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { generateRandomModel, randomModelRecipes } from '../../../../tools/reference'
import { readModel } from '../readModel'
import { createModelFolder, encodeParts, smallModel, withPairs } from './ggufBytes'
import type { GgufParts, Value } from './ggufBytes'

const files = createModelFolder()
const folder = mkdtempSync(join(tmpdir(), 'ropewalk-models-'))
afterAll(() => {
  files.remove()
  rmSync(folder, { recursive: true })
})

function read(parts: GgufParts, options = {}) {
  return readModel(files.write('model.gguf', encodeParts(parts)), options)
}

describe('readModel', () => {
  it('reads a small file and fills in what llama.cpp takes by default', () => {
    expect(read(smallModel)).toMatchObject({
      filePaths: [files.write('model.gguf', encodeParts(smallModel))],
      name: 'small',
      architecture: 'llama',
      ggufVersion: 3,
      tensorCount: 2,
      parameterCount: 64 * 3 + 64,
      weightBytes: (64 * 3 * 34) / 32 + 64 * 4,
      quantization: 'Q8_0',
      layerCount: 2,
      headCount: 4,
      keyValueHeadCount: 4,
      headDimensions: 16,
      embeddingLength: 64,
      vocabularySize: 3,
      declaredContextTokens: 256,
      rotary: { rotaryDimensions: 16, ropeBase: 10_000, trainedContextTokens: 256 },
      trainedContextSource: 'context-length-key',
      rotaryLayout: 'adjacent',
      declaredScaling: { type: 'none', factor: null },
      nativeEquivalent: 'none',
      slidingWindow: null,
      addsBos: false,
    })
  })

  it('takes the original context as trained context, and the override above all', () => {
    const extended = withPairs({
      'llama.context_length': { u32: 1024 },
      'llama.rope.scaling.type': { text: 'yarn' },
      'llama.rope.scaling.factor': { f32: 4 },
      'llama.rope.scaling.original_context_length': { u32: 256 },
    })
    expect(read(extended)).toMatchObject({
      declaredContextTokens: 1024,
      rotary: { trainedContextTokens: 256 },
      trainedContextSource: 'original-context-key',
      declaredScaling: { type: 'yarn', factor: 4, originalContextTokens: 256 },
      nativeEquivalent: 'yarn:scale=4',
    })
    expect(read(extended, { trainedContextTokens: 512 })).toMatchObject({
      rotary: { trainedContextTokens: 512 },
      trainedContextSource: 'override',
    })
    expect(() => read(extended, { trainedContextTokens: 0.5 })).toThrow(
      "Invalid trained context: 0.5. Expected a whole number of tokens above 0. Leave it out to use the file's own.",
    )
  })

  it('treats a factor without a type as linear scaling, under its old name too', () => {
    const scaled = { type: 'linear', factor: 8 }
    expect(read(withPairs({ 'llama.rope.scaling.factor': { f32: 8 } })).declaredScaling).toMatchObject(scaled)
    expect(read(withPairs({ 'llama.rope.scale_linear': { f32: 8 } })).declaredScaling).toMatchObject(scaled)
  })

  it('reads heads per layer and skims a large vocabulary', () => {
    const tokens = Array.from({ length: 200_000 }, (_, token) => `t${token}`)
    const description = read(
      withPairs({
        'llama.attention.head_count': { u32s: [4, 8] },
        'llama.attention.head_count_kv': { u32s: [2, 4] },
        'llama.attention.key_length': { u32: 16 },
        'tokenizer.ggml.tokens': { texts: tokens },
      }),
    )
    expect(description).toMatchObject({ headCount: 8, keyValueHeadCount: 4, vocabularySize: 200_000 })
  })

  it('lists the files of a split model and adds their weights', () => {
    const split = withPairs({ 'split.count': { u32: 2 }, 'split.no': { u32: 0 } })
    const first = files.write('big-00001-of-00002.gguf', encodeParts(split))
    expect(() => readModel(first)).toThrow(
      `Part of the model not found: ${first.replace('00001-of', '00002-of')}. ` +
        'Expected 2 files side by side. Copy the missing part there.',
    )
    const second = {
      ...withPairs({ 'split.no': { u32: 1 } }, split),
      tensors: [{ ...smallModel.tensors[0], name: 'x' }],
    }
    const secondPath = files.write('big-00002-of-00002.gguf', encodeParts(second))
    expect(readModel(first)).toMatchObject({
      filePaths: [first, secondPath],
      tensorCount: 3,
      parameterCount: 256 + 192,
    })
    expect(() => readModel(secondPath)).toThrow(
      `Not the first part of the model: ${secondPath}. Expected ${first}. Open the first part.`,
    )
    // As gguf-split writes it: only the first part has the keys of the model.
    const bare = { ...second, pairs: second.pairs.filter(([key]) => key.startsWith('split.')) }
    expect(() => readModel(files.write('bare-00002-of-00002.gguf', encodeParts(bare)))).toThrow(
      'bare-00001-of-00002.gguf. Open the first part.',
    )
  })

  it('recognises llama3 divisors baked into the file', async () => {
    const recipe = {
      ...randomModelRecipes['llama-divisors'],
      ropeDivisors: computeLlama3Divisors(32, 1e4, 1024, 8),
      contextTokens: 8192,
    }
    const description = readModel(await generateRandomModel(join(folder, 'llama3.gguf'), recipe))
    expect(description.declaredScaling).toMatchObject({
      type: 'llama3',
      factor: 8,
      originalContextTokens: 1024,
      factorTensors: ['rope_freqs.weight'],
    })
    expect(description.nativeEquivalent).toBe('llama3:factor=8,originalContext=1024')
  })

  it('calls other baked divisors unknown', async () => {
    const path = join(folder, 'divisors.gguf')
    const description = readModel(await generateRandomModel(path, randomModelRecipes['llama-divisors']))
    expect(description.declaredScaling.type).toBe('unknown')
    expect(description.nativeEquivalent).toBeNull()
  })

  it.each([
    [
      'qwen2',
      { rotaryLayout: 'halves', slidingWindow: null, rotary: { ropeBase: 1e6, rotaryDimensions: 16 } },
    ],
    ['gemma3', { rotaryLayout: 'halves', slidingWindow: { windowTokens: 16, ropeBase: 1e4 } }],
    ['chatglm-partial', { rotaryLayout: 'adjacent', rotary: { rotaryDimensions: 8 }, headDimensions: 16 }],
    ['llama-grouped', { headCount: 8, keyValueHeadCount: 2, headDimensions: 16, quantization: 'F32' }],
    ['llama-linear', { nativeEquivalent: 'linear:scale=4', rotary: { trainedContextTokens: 128 } }],
  ] as const)('describes a generated %s model', async (name, expected) => {
    const path = await generateRandomModel(join(folder, `${name}.gguf`), randomModelRecipes[name])
    expect(readModel(path)).toMatchObject(expected)
  })

  it.each([
    ['gpt2', 'its attention has no rotary position embedding'],
    ['mamba', 'some of its layers are recurrent and have no attention rows'],
    ['granitehybrid', 'some of its layers are recurrent and have no attention rows'],
    ['qwen2vl', 'its rotary embedding has several sections (text and image positions)'],
    ['bert', 'it is an encoder and does not predict the next token'],
    ['llada', 'it is a diffusion model and does not predict the next token'],
    ['clip', 'it only works beside another model'],
    ['lama', 'this llama.cpp does not know it'],
  ])('refuses %s and says why', (architecture, why) => {
    const parts = withPairs({ 'general.architecture': { text: architecture } })
    const path = files.write('refused.gguf', encodeParts(parts))
    expect(() => readModel(path)).toThrow(
      `Architecture not supported: ${architecture}, ${why} (${path}). Expected a causal model whose attention ` +
        'rotates by position, such as llama, qwen2 or gemma3. Choose another model.',
    )
  })

  it('refuses a rotary architecture whose file states sections', () => {
    const sections: Value = { u32s: [16, 24, 24, 0] }
    const renamed = smallModel.pairs.map(([key, value]) => [key.replace('llama.', 'glm4.'), value] as const)
    const parts = withPairs(
      { 'general.architecture': { text: 'glm4' }, 'glm4.rope.dimension_sections': sections },
      { ...smallModel, pairs: renamed },
    )
    expect(() => read(parts)).toThrow(
      'Architecture not supported: glm4, its rotary embedding has several sections',
    )
    expect(read(withPairs({ 'glm4.rope.dimension_sections': null }, parts)).rotaryLayout).toBe('adjacent')
  })
})

/** Plain transcription of science.md 3.2, independent of the inference under test. */
function computeLlama3Divisors(dimensions: number, base: number, context: number, factor: number): number[] {
  return Array.from({ length: dimensions / 2 }, (_, pair) => {
    const frequency = base ** ((-2 * pair) / dimensions)
    const wavelength = (2 * Math.PI) / frequency
    if (wavelength < context / 4) return 1
    if (wavelength > context) return factor
    const sigma = (context / wavelength - 1) / 3
    return frequency / (((1 - sigma) * frequency) / factor + sigma * frequency)
  })
}
