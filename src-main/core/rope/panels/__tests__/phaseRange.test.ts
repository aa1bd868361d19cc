import { describe, expect, it } from 'vitest'
import { comparePhases } from '../phaseRange'
import { computeTable, llama2 } from '../../__tests__/tables'

const outOfRange = (spec: string, contextTokens: number) =>
  comparePhases(computeTable(spec, llama2, contextTokens).inverseFrequencies, llama2, contextTokens)
    .map(({ outOfRange: out }, j) => (out ? j : -1))
    .filter((j) => j >= 0)

const neverCompleted = Array.from({ length: 18 }, (_, i) => 46 + i)

describe('comparePhases', () => {
  it('finds plain RoPE out of range on the 18 never completed pairs, beyond L only', () => {
    expect(outOfRange('none', 4096)).toEqual([])
    expect(outOfRange('none', 4097)).toEqual(neverCompleted)
  })

  it('finds interpolation in range up to s L and no further', () => {
    for (const spec of ['linear:scale=4', 'by-parts:scale=4', 'yarn:scale=4']) {
      expect(outOfRange(spec, 16384)).toEqual([])
      expect(outOfRange(spec, 16400)).toEqual(neverCompleted)
    }
  })

  it('finds NTK-aware scaling out of range at s L, but for the last pair', () => {
    expect(outOfRange('ntk:scale=4', 16384)).toEqual(neverCompleted.slice(0, -1))
  })

  it('gives the phases in rad', () => {
    const [first] = comparePhases(computeTable('linear:scale=4').inverseFrequencies, llama2, 8192)
    expect(first).toEqual({ trainedPhase: 4096, runPhase: 2048, outOfRange: false })
  })
})
