import { describe, expect, it } from 'vitest'
import type { NativeRotation } from '../../../native'
import { checkRotation } from '../checkRotation'

const node = {
  dimensions: 8,
  trainedContextTokens: 256,
  ropeBase: 1e4,
  frequencyScale: 1 / 8,
  extensionFactor: 1,
  attentionFactor: 1,
  betaFast: 32,
  betaSlow: 1,
  factors: null,
}
const file = {
  global: node,
  window: { ...node, ropeBase: 1e3 },
  windowLeavesFactors: false,
  always: null,
  long: null,
  short: null,
}
const running = (layer: number, change: Partial<NativeRotation> = {}) => ({
  ...node,
  layer,
  mode: 0,
  ...change,
})
const check = (
  rotations: NativeRotation[],
  kept: 'all' | 'window-layers' | 'none' = 'all',
  from = {},
  contextTokens = 256,
) =>
  checkRotation(
    { rotations, slidingWindowLayers: [1] },
    { ...file, ...from },
    { contextTokens, kept, path: 'm.gguf' },
  )

describe('checkRotation', () => {
  it('takes what the metadata says, layer by layer', () => {
    expect(() => check([running(0), running(1, { ropeBase: 1e3 })])).not.toThrow()
    expect(() => check([running(0), running(1)])).toThrow('Layer 1 rotates otherwise')
  })

  it('names the layer and both values of an attention factor that a key set', () => {
    expect(() => check([running(3, { attentionFactor: 0.5 })])).toThrow(
      "Layer 3 rotates otherwise than the file's metadata was read: the attention factor is 0.6039720770839918 in the running graph " +
        'and 1.2079441541679836 by the metadata (m.gguf). Expected a relative difference of at most 0.00001. This is a fault of the ' +
        'program: report it with what `ropewalk inspect` prints of this file, and do not use its numbers for this model.',
    )
  })

  it('sees frequencies, dimensions, and the rounding of binary32 as none', () => {
    expect(() => check([running(0, { betaFast: 2, betaSlow: 0.5 })])).toThrow('the frequency of pair 1')
    expect(() => check([running(0, { dimensions: 6 })])).toThrow('rotated dimensions is 6')
    expect(() => check([running(0, { frequencyScale: Math.fround(0.125 * (1 + 6e-8)) })])).not.toThrow()
  })

  it('asks of replaced layers no more than the base', () => {
    const other = running(0, { attentionFactor: 3 })
    expect(() => check([other], 'window-layers')).not.toThrow()
    expect(() => check([running(0, { ropeBase: 2e4 })], 'none')).toThrow('the RoPE base is 20000')
    expect(() => check([running(1)], 'window-layers')).toThrow('Layer 1')
    expect(() => check([running(1)], 'none')).not.toThrow()
  })

  it('knows which factors a context takes: the short ones up to the original length in whole blocks of 256', () => {
    const from = {
      long: Float32Array.of(4, 4, 4, 4),
      short: Float32Array.of(1, 1, 1, 1),
      windowLeavesFactors: true,
    }
    expect(() => check([running(0, { factors: from.short })], 'all', from, 200)).not.toThrow()
    expect(() => check([running(0, { factors: from.short })], 'all', from, 257)).toThrow('pair 0')
    expect(() => check([running(0, { factors: from.long })], 'all', from, 257)).not.toThrow()
    expect(() => check([running(1, { ropeBase: 1e3 })], 'all', from, 257)).not.toThrow()
  })
})
