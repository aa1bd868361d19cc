import { describe, expect, it } from 'vitest'
import type { DeclaredScaling, ModelDescription } from '../../../../contract'
import { lintModel } from '../lintModel'

const plainScaling: DeclaredScaling = {
  type: 'none',
  factor: null,
  originalContextTokens: null,
  attentionFactor: null,
  factorTensors: [],
}

const plain: ModelDescription = {
  path: 'plain.gguf',
  fileBytes: 1,
  filePaths: ['model.gguf'],
  name: null,
  architecture: 'llama',
  ggufVersion: 3,
  tensorCount: 1,
  parameterCount: 1,
  weightBytes: 1,
  quantization: 'F16',
  layerCount: 1,
  headCount: 1,
  keyValueHeadCount: 1,
  headDimensions: 64,
  embeddingLength: 64,
  vocabularySize: 1,
  declaredContextTokens: 4096,
  rotary: { rotaryDimensions: 64, ropeBase: 10_000, trainedContextTokens: 4096 },
  trainedContextSource: 'context-length-key',
  rotaryLayout: 'halves',
  declaredScaling: plainScaling,
  nativeEquivalent: 'none',
  slidingWindow: null,
  tokenizerModel: 'gpt2',
  tokenizerPre: null,
  addsBos: false,
}

const codesOf = (changes: Partial<ModelDescription>) =>
  lintModel({ ...plain, ...changes }).map(({ code }) => code)

describe('lintModel', () => {
  it('has nothing to say about a plain model', () => {
    expect(codesOf({})).toEqual([])
  })

  it('warns where a scale would be counted twice: extended, and the length before is not stated', () => {
    const declaredScaling = { ...plainScaling, type: 'linear', factor: 4 } as const
    expect(codesOf({ declaredScaling })).toEqual(['double-scaling', 'already-extended'])
    expect(codesOf({ declaredScaling, trainedContextSource: 'original-context-key' })).toEqual([
      'already-extended',
    ])
  })

  it('notes factors that llama.cpp picks by allocation', () => {
    const factorTensors = ['rope_factors_long.weight', 'rope_factors_short.weight']
    const declaredScaling = { ...plainScaling, type: 'longrope', factorTensors } as const
    expect(codesOf({ declaredScaling, trainedContextSource: 'original-context-key' })).toEqual([
      'already-extended',
      'factors-by-allocation',
    ])
    expect(
      codesOf({ declaredScaling: { ...declaredScaling, factorTensors: factorTensors.slice(1) } }),
    ).not.toContain('factors-by-allocation')
  })

  it('notes a raised base without an original length, unless the person has stated it', () => {
    const rotary = { ...plain.rotary, ropeBase: 500_000 }
    expect(codesOf({ rotary })).toEqual(['trained-context-assumed'])
    expect(codesOf({ rotary, trainedContextSource: 'override' })).toEqual([])
  })

  it('notes heads that rotate in part, and window layers with their base', () => {
    expect(codesOf({ headDimensions: 256 })).toEqual(['partial-rotary'])
    const [lint] = lintModel({ ...plain, slidingWindow: { windowTokens: 512, ropeBase: null } })
    expect(lint).toEqual({ code: 'sliding-window', level: 'note', facts: { window: 512, base: 10_000 } })
  })
})
