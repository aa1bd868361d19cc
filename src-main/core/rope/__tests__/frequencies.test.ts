import { describe, expect, it } from 'vitest'
import { describeFrequencies } from '../frequencies'
import { expectClose, llama2 } from './tables'

describe('describeFrequencies', () => {
  it('has the golden wavelengths and rotations', () => {
    const { wavelengthsTokens, rotationsAtTrainedContext } = describeFrequencies(
      { kind: 'none' },
      llama2,
      4096,
    )
    const at = [0, 32, 63]
    expectClose(
      at.map((j) => wavelengthsTokens[j] ?? Number.NaN),
      [6.283185, 628.3185, 54410.14],
      2e-7,
    )
    expectClose(
      at.map((j) => rotationsAtTrainedContext[j]),
      [651.8986, 6.518986, 0.07528008],
      2e-7,
    )
  })

  it('has no wavelength where a pair does not rotate', () => {
    const { wavelengthsTokens } = describeFrequencies({ kind: 'p-rope', keep: 0.5 }, llama2, 4096)
    expect(wavelengthsTokens.indexOf(null)).toBe(32)
  })

  it('describes native as the plain table of the base', () => {
    const native = describeFrequencies({ kind: 'native' }, llama2, 4096)
    expect(native).toEqual({ ...describeFrequencies({ kind: 'none' }, llama2, 4096), extension: 'native' })
  })

  it('names the extension with its scale resolved', () => {
    expect(describeFrequencies({ kind: 'ntk', scale: 'auto' }, llama2, 8192).extension).toBe('ntk:scale=2')
  })
})
