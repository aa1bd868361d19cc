import { describe, expect, it } from 'vitest'
import { computePlainFrequencies } from '../../plainFrequencies'
import { computeTable, expectClose, llama2, llama31, sum } from '../../__tests__/tables'
import type { RotaryGeometry } from '../../../../contract'

const llama32small: RotaryGeometry = { rotaryDimensions: 64, ropeBase: 5e5, trainedContextTokens: 8192 }

function computeDivisors(spec: string, geometry: RotaryGeometry): number[] {
  const { inverseFrequencies } = computeTable(spec, geometry)
  return Array.from(
    computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase),
    (theta, j) => theta / inverseFrequencies[j],
  )
}

describe('llama3', () => {
  it.each([
    ['Llama-3.1-8B', llama31, 8, 29, [1.20748, 1.55341, 2.02631, 2.69453, 3.68425, 5.25733]],
    ['Llama-3.2-3B', llama31, 32, 29, [1.23494, 1.65133, 2.27666, 3.29226, 5.1716, 9.66673]],
    ['Llama-3.2-1B', llama32small, 32, 15, [1.65133, 3.29226, 9.66673]],
  ])('%s has its divisors', (_, geometry, factor, first, golden) => {
    const divisors = computeDivisors(`llama3:factor=${factor}`, geometry)
    expectClose(divisors.slice(0, first), new Array<number>(first).fill(1), 1e-12)
    expectClose(divisors.slice(first, first + golden.length), golden, 5e-6)
    const rest = divisors.slice(first + golden.length)
    expectClose(rest, new Array<number>(rest.length).fill(factor), 1e-12)
  })

  it('is a step where both factors are equal, as Llama 4 Scout publishes it', () => {
    // 64 ln(8192 / 2 pi) / ln 5e5 = 34.98: pairs 0 .. 34 complete a turn within L.
    const divisors = computeDivisors('llama3:factor=16,highFrequencyFactor=1', llama31)
    expectClose(divisors.slice(0, 35), new Array<number>(35).fill(1), 1e-12)
    expectClose(divisors.slice(35), new Array<number>(29).fill(16), 1e-12)
  })

  it('sums to the golden value on Llama-3.1-8B, with a = 1', () => {
    const table = computeTable('llama3:factor=8', llama31)
    expectClose([sum(table.inverseFrequencies)], [5.386058201], 1e-9)
    expect(table.attentionFactor).toBe(1)
  })

  it('on d 128, b 1e4, L 4096 changes pairs from 36 and interpolates from 46', () => {
    const divisors = computeDivisors('llama3:factor=8', llama2)
    expectClose(divisors.slice(0, 36), new Array<number>(36).fill(1), 1e-12)
    expectClose([divisors[36]], [1.107968])
    expect(divisors[45]).toBeLessThan(7.99)
    expectClose(divisors.slice(46), new Array<number>(18).fill(8), 1e-12)
  })

  it('takes the original context in place of the length a file states', () => {
    const stated = { ...llama31, trainedContextTokens: 131072 }
    expectClose(
      computeTable('llama3:factor=8,originalContext=8192', stated).inverseFrequencies,
      computeTable('llama3:factor=8', llama31).inverseFrequencies,
      1e-15,
    )
  })

  it('is continuous where the bands meet', () => {
    // The wavelength of pair 1 of d = 4 is 2 pi sqrt(b): a base slightly below and above each band's end.
    for (const rotations of [1, 4]) {
      const edge = (8192 / (2 * Math.PI * rotations)) ** 2
      const [below, above] = [edge * (1 - 1e-9), edge * (1 + 1e-9)].map((ropeBase) => {
        const geometry = { rotaryDimensions: 4, ropeBase, trainedContextTokens: 8192 }
        return computeTable('llama3:factor=8', geometry).inverseFrequencies[1]
      })
      expectClose([above], [below], 1e-7)
    }
  })
})
