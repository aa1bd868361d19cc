import { describe, expect, it } from 'vitest'
import { computeNtkBase } from '../../ntkBase'
import { computeCorrectionDimension } from '../yarn'
import { computeTable, expectGolden, llama2 } from '../../__tests__/tables'

const spec = 'custom:file=curve.json'

describe('custom', () => {
  it('takes frequencies and attention factor as they are', () => {
    const inverseFrequencies = [1, 0.5, 0.25, 0]
    const geometry = { rotaryDimensions: 8, ropeBase: 1e4, trainedContextTokens: 256 }
    const stated = computeTable(
      spec,
      geometry,
      512,
      JSON.stringify({ inverseFrequencies, attentionFactor: 1.2 }),
    )
    expect(Array.from(stated.inverseFrequencies)).toEqual(inverseFrequencies)
    expect(stated.attentionFactor).toBe(1.2)
    expect(computeTable(spec, geometry, 512, JSON.stringify({ inverseFrequencies })).attentionFactor).toBe(1)
  })

  it('expresses the original by-parts of jquesnelle/yarn', () => {
    const text = JSON.stringify({ inverseFrequencies: computeOriginalByParts(4) })
    const pairs = {
      0: 1,
      20: 5.623413e-2,
      24: 3.162278e-2,
      32: 7.788564e-3,
      40: 1.427093e-3,
      46: 3.938759e-4,
      63: 2.886955e-5,
    }
    expectGolden(computeTable(spec, llama2, 16384, text), pairs)
  })
})

/** PI and NTK mixed between c(1.25) and c(0.75), then NTK and plain between c(16) and c(2); ramps in j: 43..48 and 25..41. */
function computeOriginalByParts(scale: number): number[] {
  const at = (rotations: number) => computeCorrectionDimension(llama2, rotations)
  const ntkBase = computeNtkBase(1e4, scale, 128)
  return Array.from({ length: 64 }, (_, j) => {
    const plain = 1e4 ** (-j / 64)
    const mixed = mix(ntkBase ** (-j / 64), plain / scale, ramp(j, at(1.25), at(0.75)))
    return mix(plain, mixed, ramp(j, at(16), at(2)))
  })
}

const mix = (before: number, after: number, share: number) => before * (1 - share) + after * share

function ramp(j: number, from: number, to: number): number {
  const low = Math.floor(from)
  return Math.min(1, Math.max(0, (j - low) / (Math.ceil(to) - low)))
}
