import { describe, expect, it } from 'vitest'
import { parseExtensionSpec, resolveExtension } from '../../../core/rope'
import { chooseThreads } from '../chooseThreads'
import { describeApplied } from '../describeApplied'
import { fillSettings } from '../fillSettings'
import { toDivisors } from '../toDivisors'

const geometry = { rotaryDimensions: 32, ropeBase: 10_000, trainedContextTokens: 256 }
const resolve = (spec: string) => resolveExtension(parseExtensionSpec(spec), geometry, 1024)

function computeDivisors(spec: string): number[] {
  const { table } = resolve(spec)
  if (!table) throw new Error('no table')
  return [...toDivisors(table, geometry)]
}

describe('toDivisors', () => {
  it('leaves plain frequencies alone and interpolates fully by s', () => {
    expect(computeDivisors('none')).toEqual(Array(16).fill(1))
    for (const divisor of computeDivisors('linear:scale=4')) expect(divisor).toBeCloseTo(4, 6)
  })

  it('gives a pair that does not rotate a large finite divisor', () => {
    const divisors = computeDivisors('p-rope:keep=0.25')
    expect(divisors.slice(0, 4)).toEqual([1, 1, 1, 1])
    expect(divisors.slice(4)).toEqual(Array(12).fill(Math.fround(1e30)))
  })

  it('gives a pair that hardly rotates the same, never infinity', () => {
    expect(computeDivisors('linear:scale=1e300')).toEqual(Array(16).fill(Math.fround(1e30)))
  })

  it('divides the base the file rotates with, whatever the new one is', () => {
    const [first, second] = computeDivisors('base:base=1000000')
    expect(first).toBe(1)
    expect(second).toBeCloseTo(100 ** (2 / 32), 6)
  })
})

describe('describeApplied', () => {
  const probe = {
    rotatedLayers: [0, 1, 2, 3],
    unrotatedLayers: [4],
    slidingWindowLayers: [0, 2],
    rotaryDimensions: 32,
    layout: 'adjacent',
    ropeBase: 10_000,
    rotations: [],
  } as const

  it('leaves window layers alone unless they are asked for', () => {
    expect(describeApplied(resolve('yarn:scale=auto'), geometry, probe, false, 4)).toMatchObject({
      resolvedSpec: 'yarn:scale=4',
      unrotatedLayers: [4],
      slidingWindowLayers: [0, 2],
      rewrittenNodes: 4,
    })
    expect(describeApplied(resolve('yarn:scale=4'), geometry, probe, true, 8)).toMatchObject({
      slidingWindowLayers: [],
      rewrittenNodes: 8,
    })
  })

  it('rewrites nothing for native', () => {
    expect(describeApplied(resolve('native'), geometry, probe, false, 0)).toMatchObject({
      resolvedSpec: 'native',
      inverseFrequencies: null,
      attentionFactor: null,
      rewrittenNodes: 0,
    })
  })
})

describe('fillSettings', () => {
  const requested = { modelId: 1, contextTokens: 128, extension: 'none' }

  it('fills in the defaults and keeps a micro-batch inside the context', () => {
    expect(fillSettings(requested, 3)).toEqual({
      ...requested,
      applyToSlidingWindowLayers: false,
      flashAttention: true,
      cacheType: 'f16',
      threads: 3,
      microBatchTokens: 128,
    })
  })

  it('refuses a quantised cache without flash attention', () => {
    expect(() => fillSettings({ ...requested, cacheType: 'q8_0', flashAttention: false }, 1)).toThrow(
      'Cache type needs flash attention: q8_0. Expected f16 or f32 without it. Turn flash attention on, or choose f16.',
    )
  })
})

it('gives small models one thread and large ones every useful core', () => {
  expect(chooseThreads(935_040, 8)).toBe(1)
  expect(chooseThreads(6_738_415_616, 8)).toBe(8)
})
