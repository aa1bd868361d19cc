import { describe, expect, it } from 'vitest'
import type { DeclaredScaling, RotaryNode } from '../../../../contract'
import { nativeEquivalent } from '../nativeEquivalent'
import { llama2, llama31 } from '../../__tests__/tables'

const plain: DeclaredScaling = {
  type: 'none',
  factor: null,
  originalContextTokens: null,
  attentionFactor: null,
  factorTensors: [],
}

const node: RotaryNode = {
  dimensions: 128,
  trainedContextTokens: 4096,
  ropeBase: 1e4,
  frequencyScale: 1,
  extensionFactor: 0,
  attentionFactor: 1,
  betaFast: 32,
  betaSlow: 1,
  factors: null,
}
/** llama.cpp cancels what the kernel multiplies by: 1 here is 0.1 ln s + 1 in all. */
const ramp = { ...node, extensionFactor: 1, frequencyScale: 1 / 16 }

describe('nativeEquivalent', () => {
  it('is none only where the file carries no factors of its own', () => {
    expect(nativeEquivalent(plain, llama2, node)).toBe('none')
    expect(nativeEquivalent({ ...plain, factorTensors: ['rope_freqs.weight'] }, llama2, node)).toBeNull()
    expect(nativeEquivalent(plain, llama2, { ...node, attentionFactor: 1.2 })).toBeNull()
  })

  it('is linear:scale=8 for Together-32K', () => {
    const linear: DeclaredScaling = { ...plain, type: 'linear', factor: 8 }
    const scaled = { ...node, frequencyScale: 1 / 8 }
    expect(nativeEquivalent(linear, llama2, scaled)).toBe('linear:scale=8')
    expect(nativeEquivalent(linear, llama2, { ...scaled, attentionFactor: 1.1 })).toBeNull()
    expect(nativeEquivalent(linear, llama2, { ...node, frequencyScale: 2 })).toBeNull()
  })

  it('names the original context of Llama-3.1 where the file states another length', () => {
    const scaling: DeclaredScaling = {
      ...plain,
      type: 'llama3',
      factor: 8,
      originalContextTokens: 8192,
      factorTensors: ['rope_freqs.weight'],
    }
    expect(nativeEquivalent(scaling, { ...llama31, trainedContextTokens: 131072 }, node)).toBe(
      'llama3:factor=8,originalContext=8192',
    )
    expect(nativeEquivalent(scaling, llama31, node)).toBe('llama3:factor=8')
    expect(nativeEquivalent(scaling, llama31, { ...node, attentionFactor: 1.1 })).toBeNull()
  })

  it('states the attention factor and the betas of YaRN where they are not its own', () => {
    const yarn: DeclaredScaling = { ...plain, type: 'yarn', factor: 16, originalContextTokens: 4096 }
    expect(nativeEquivalent(yarn, llama2, ramp)).toBe('yarn:scale=16')
    expect(nativeEquivalent(yarn, llama2, { ...ramp, betaFast: 8 })).toBe('yarn:scale=16,betaFast=8')
    const scaled = nativeEquivalent(yarn, llama2, { ...ramp, attentionFactor: 0.5 })
    expect(Number(scaled?.split('attentionFactor=')[1])).toBeCloseTo(1.2772589 / 2, 7)
  })

  it('is not known where no spec has the table: half a ramp, a ramp on another trained context', () => {
    const yarn: DeclaredScaling = { ...plain, type: 'yarn', factor: 16 }
    expect(nativeEquivalent(yarn, llama2, { ...ramp, extensionFactor: 0.5 })).toBeNull()
    expect(nativeEquivalent(yarn, { ...llama2, trainedContextTokens: 8192 }, ramp)).toBeNull()
  })

  it.each(['longrope', 'unknown'] as const)('is not known for %s', (type) => {
    expect(nativeEquivalent({ ...plain, type, factor: 4 }, llama2, node)).toBeNull()
  })
})
