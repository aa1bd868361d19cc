import { describe, expect, it } from 'vitest'
import { computeDynamicNtkBase } from '../dynamicNtk'
import { computeTable, expectClose, llama2 } from '../../__tests__/tables'

describe('dynamic-ntk', () => {
  it.each([
    [2, 4096, 10000],
    [2, 4097, 10004.9603],
    [2, 6144, 20221.2617],
    [2, 8192, 30527.7367],
    [2, 16384, 72195.8601],
    [1, 8192, 20221.2617],
    [1, 16384, 40889.9424],
    [4, 8192, 51293.7873],
    [4, 16384, 135401.973],
  ])('factor %d at %d tokens has base %d', (factor, contextTokens, base) => {
    expectClose([computeDynamicNtkBase(factor, { ...llama2, contextTokens })], [base], 1e-8)
    const table = computeTable(`dynamic-ntk:factor=${factor}`, llama2, contextTokens)
    expectClose([table.inverseFrequencies[32]], [1 / Math.sqrt(base)], 1e-8)
    expect(table.attentionFactor).toBe(1)
  })

  it('is plain up to the trained length, and with factor 1 is ntk with s = n / L beyond it', () => {
    const plain = computeTable('none').inverseFrequencies
    for (const context of [1, 4095, 4096])
      expect(computeTable('dynamic-ntk:factor=3', llama2, context).inverseFrequencies).toEqual(plain)
    for (const context of [5000, 8192, 40960])
      expectClose(
        computeTable('dynamic-ntk:factor=1', llama2, context).inverseFrequencies,
        computeTable('ntk:scale=auto', llama2, context).inverseFrequencies,
        1e-12,
      )
  })
})
