import { describe, expect, it } from 'vitest'
import type { DeclaredScaling } from '../../../../contract'
import { nativeEquivalent } from '../nativeEquivalent'
import { llama2, llama31 } from '../../__tests__/tables'

const plain: DeclaredScaling = {
  type: 'none',
  factor: null,
  originalContextTokens: null,
  attentionFactor: null,
  factorTensors: [],
}

describe('nativeEquivalent', () => {
  it('is none only where the file carries no factors of its own', () => {
    expect(nativeEquivalent(plain, llama2)).toBe('none')
    expect(nativeEquivalent({ ...plain, factorTensors: ['rope_freqs.weight'] }, llama2)).toBeNull()
  })

  it('is linear:scale=8 for Together-32K', () => {
    expect(nativeEquivalent({ ...plain, type: 'linear', factor: 8 }, llama2)).toBe('linear:scale=8')
    expect(nativeEquivalent({ ...plain, type: 'linear', factor: 8, attentionFactor: 1.1 }, llama2)).toBeNull()
  })

  it('names the original context of Llama-3.1 where the file states another length', () => {
    const scaling: DeclaredScaling = {
      ...plain,
      type: 'llama3',
      factor: 8,
      originalContextTokens: 8192,
      factorTensors: ['rope_freqs.weight'],
    }
    expect(nativeEquivalent(scaling, { ...llama31, trainedContextTokens: 131072 })).toBe(
      'llama3:factor=8,originalContext=8192',
    )
    expect(nativeEquivalent(scaling, llama31)).toBe('llama3:factor=8')
  })

  it('multiplies the factor of YaRN by the one the file states, as llama.cpp does', () => {
    const yarn: DeclaredScaling = { ...plain, type: 'yarn', factor: 16, originalContextTokens: 4096 }
    expect(nativeEquivalent(yarn, llama2)).toBe('yarn:scale=16')
    expect(nativeEquivalent({ ...yarn, attentionFactor: 1 }, llama2)).toBe('yarn:scale=16')
    const scaled = nativeEquivalent({ ...yarn, attentionFactor: 0.5 }, llama2)
    expect(Number(scaled?.split('attentionFactor=')[1])).toBeCloseTo(1.2772589 / 2, 7)
  })

  it.each(['longrope', 'unknown'] as const)('is not known for %s', (type) => {
    expect(nativeEquivalent({ ...plain, type, factor: 4 }, llama2)).toBeNull()
  })
})
