import { describe, expect, it } from 'vitest'
import type { ModelDescription } from '../../../contract'
import { estimateMemory } from '../estimateMemory'
import { computeComputeBytes, computeKeyValueBytes, computeObserverBytes } from '../memoryFormulas'

/** The shape of LLaMA-2-7B. */
const model: ModelDescription = {
  path: 'llama-2-7b.gguf',
  fileBytes: 4_081_004_224,
  filePaths: ['model.gguf'],
  name: null,
  architecture: 'llama',
  ggufVersion: 3,
  tensorCount: 291,
  parameterCount: 6_738_415_616,
  weightBytes: 4_080_000_000,
  quantization: 'Q4_K',
  layerCount: 32,
  headCount: 32,
  keyValueHeadCount: 32,
  headDimensions: 128,
  embeddingLength: 4096,
  vocabularySize: 32_000,
  declaredContextTokens: 4096,
  rotary: { rotaryDimensions: 128, ropeBase: 10_000, trainedContextTokens: 4096 },
  trainedContextSource: 'context-length-key',
  rotaryLayout: 'adjacent',
  declaredScaling: {
    type: 'none',
    factor: null,
    originalContextTokens: null,
    attentionFactor: null,
    factorTensors: [],
  },
  nativeEquivalent: 'none',
  slidingWindow: null,
  tokenizerModel: 'llama',
  tokenizerPre: null,
  addsBos: true,
}
const settings = {
  contextTokens: 4096,
  microBatchTokens: 512,
  cacheType: 'f16',
  flashAttention: true,
} as const

describe('memory formulas', () => {
  it('gives the 2 GiB of keys and values that llama.cpp reports for LLaMA-2-7B at 4096 tokens', () => {
    expect(computeKeyValueBytes(model, settings)).toBe(2 * 2 ** 30)
    expect(computeKeyValueBytes(model, { ...settings, cacheType: 'q8_0' })).toBe((2 * 2 ** 30 * 34) / 64)
    expect(computeKeyValueBytes(model, { ...settings, contextTokens: 4097 })).toBe((2 * 2 ** 30 * 17) / 16)
  })

  it.each([
    [4096, 512, true, 65.5],
    [4096, 512, false, 114.51],
    [32_768, 512, true, 65.5],
    [16_384, 64, false, 53.31],
  ])('comes near the compute buffer of a 162M model: %i tokens, %i at once, flash %s', (...measured) => {
    const [contextTokens, microBatchTokens, flashAttention, mebibytes] = measured
    const small = { ...model, vocabularySize: 32_000, embeddingLength: 768, headCount: 12 }
    const bytes = computeComputeBytes(small, { ...settings, contextTokens, microBatchTokens, flashAttention })
    expect(Math.abs(bytes / 2 ** 20 / mebibytes - 1)).toBeLessThan(0.05)
  })

  it.each([
    [4096, 512, true, 7.08],
    [4096, 512, false, 41.76],
    [32_768, 512, true, 35.08],
    [4096, 128, true, 1.77],
  ])('comes near the compute buffer of a 1M model: %i tokens, %i at once, flash %s', (...measured) => {
    const [contextTokens, microBatchTokens, flashAttention, mebibytes] = measured
    const tiny = { ...model, vocabularySize: 1024, embeddingLength: 128, headCount: 4 }
    const bytes = computeComputeBytes(tiny, { ...settings, contextTokens, microBatchTokens, flashAttention })
    expect(Math.abs(bytes / 2 ** 20 / mebibytes - 1)).toBeLessThan(0.05)
  })

  it('lets the observer grow with the context but never with its square', () => {
    const bytesAt = (contextTokens: number) => computeObserverBytes(model, { ...settings, contextTokens })
    expect(bytesAt(16_384) - bytesAt(8_192)).toBe(8_192 * 32 * 128 * 4)
    expect(bytesAt(131_072)).toBeLessThan(3 * 2 ** 30)
  })
})

describe('estimateMemory', () => {
  it('adds the parts up', () => {
    const estimate = estimateMemory(model, { settings, observed: false, freeBytes: 1 })
    expect(estimate.observerBytes).toBe(0)
    expect(estimate.totalBytes).toBe(estimate.weightBytes + estimate.keyValueBytes + estimate.computeBytes)
    expect(estimate.freeBytes).toBe(1)
  })

  it.each([
    [settings, 'A model with stronger quantisation lowers the weights most.'],
    [
      { ...settings, contextTokens: 32_768 },
      'A shorter context, or cache type q8_0, lowers the key-value cache most.',
    ],
    [
      {
        ...settings,
        contextTokens: 32_768,
        cacheType: 'q4_0',
        flashAttention: false,
        microBatchTokens: 2048,
      } as const,
      'Flash attention, or fewer tokens per micro-batch, lowers the working memory most.',
    ],
  ])('names the knob of the largest part for %o', (chosen, advice) => {
    const request = { settings: chosen, observed: true, freeBytes: 0 }
    expect(estimateMemory(model, request).advice).toBe(advice)
  })
})
