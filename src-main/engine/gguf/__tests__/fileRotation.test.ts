/** The rotation of architectures by their metadata alone; values by hand from docs/native-rotation.md. */
import { describe, expect, it } from 'vitest'
import type { RotaryGeometry } from '../../../contract'
import { computeNodeTable } from '../../../core/rope'
import { findFileRotation } from '../fileRotation'
import { findSlidingWindow } from '../slidingWindow'

const geometry: RotaryGeometry = { rotaryDimensions: 64, ropeBase: 5e5, trainedContextTokens: 4096 }

function describeSource(architecture: string, keys: Readonly<Record<string, string | number>>) {
  const stated = {
    context_length: 32768,
    'rope.scaling.type': 'yarn',
    'rope.scaling.factor': 8,
    'rope.scaling.original_context_length': 4096,
    'rope.freq_base_swa': 2e4,
    'attention.sliding_window': 512,
    ...keys,
  }
  return {
    path: 'm.gguf',
    metadata: new Map(Object.entries(stated).map(([key, value]) => [`${architecture}.${key}`, value])),
  }
}

function find(architecture: string, keys: Readonly<Record<string, string | number>> = {}) {
  return findFileRotation(describeSource(architecture, keys), architecture, geometry)
}

describe('findFileRotation', () => {
  // 0.1 ln 8 + 1 = 1.2079441542; with the multiplier 0.05 the denominator is 0.05 ln 8 + 1 = 1.1039720771.
  it.each([
    ['llama', 1.2079441542],
    ['deepseek32', 1.0941799881],
    ['mistral4', 1.0941799881],
    ['deepseek2', 1],
    ['deepseek2-ocr', 1],
    ['glm-dsa', 1.2079441542],
  ])('%s takes yarn_log_multiplier as its graph does', (architecture, attentionFactor) => {
    const { global } = find(architecture, { 'rope.scaling.yarn_log_multiplier': 0.05 })
    expect(computeNodeTable(global).attentionFactor).toBeCloseTo(attentionFactor, 9)
    expect(global.trainedContextTokens).toBe(4096)
  })

  it('reads the factors of grok where there is no ramp, and no other architecture does', () => {
    const keys = { 'rope.scaling.yarn_ext_factor': 0, 'rope.scaling.yarn_attn_factor': 0.75 }
    expect(find('grok', keys).global).toMatchObject({
      extensionFactor: 0,
      attentionFactor: 0.75,
      betaFast: 8,
    })
    expect(find('llama', keys).global).toMatchObject({ extensionFactor: 1, betaFast: 32 })
  })

  it('never scales under type none, nor by a factor of 0', () => {
    expect(find('llama', { 'rope.scaling.type': 'none' }).global.frequencyScale).toBe(1)
    expect(find('llama', { 'rope.scaling.factor': 0 }).global.frequencyScale).toBe(1)
  })

  const scaled = [2e4, 1 / 8, 1.2079441542] as const
  const globally = [5e5, 1 / 8, 1.2079441542] as const
  const unscaled = [2e4, 1, 1] as const
  it.each([
    ...['afmoe', 'gemma2', 'gpt-oss', 'llama4', 'maple', 'smallthinker', 'spark2_5', 'dots3note'].map(
      (name) => [name, ...scaled] as const,
    ),
    ...['cohere2', 'cohere2moe', 'exaone-moe', 'granite_swa', 'llama'].map(
      (name) => [name, ...globally] as const,
    ),
    ...['gemma3', 'gemma3n', 'gemma4', 'mimo2', 'plamo3', 'step35', 'muse-glimmer', 'laguna'].map(
      (name) => [name, ...unscaled] as const,
    ),
    ['mellum', 5e5, 1, 1] as const,
    ['olmo2', 5e5, 1, 1] as const,
  ])('window layers of %s have base %d, scale %d and factor %d', (name, base, frequencyScale, factor) => {
    const { window } = find(name)
    expect(window).toMatchObject({ ropeBase: base, frequencyScale })
    expect(computeNodeTable(window).attentionFactor).toBeCloseTo(factor, 9)
    expect(findSlidingWindow(describeSource(name, {}), name, 64, 5e5)?.ropeBase ?? 5e5).toBe(base)
  })

  it('knows window layers that leave the factor tensors, and those with dimensions of their own', () => {
    expect(find('gemma4').windowLeavesFactors).toBe(true)
    expect(find('gemma3').windowLeavesFactors).toBe(false)
    expect(find('laguna', { 'rope.dimension_count_swa': 128 }).window.dimensions).toBe(128)
  })
})
