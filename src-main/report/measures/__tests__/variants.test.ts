import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { listVariants } from '../variants'

const labelsOf = (extensions: readonly string[], models = [{ path: 'a.gguf', label: 'base' }]) =>
  listVariants(createFixture({ extensions, models, contexts: [256] }).manifest).map(({ label }) => label)

describe('labels of variants', () => {
  it('are the names of curves, and the specs of all others', () => {
    const extensions = ['none', 'custom:curve=Mine', 'longrope:curve=Searched 1']
    expect(labelsOf(extensions)).toEqual(['none', 'Mine', 'Searched 1'])
    const two = [
      { path: 'a.gguf', label: 'base' },
      { path: 'b.gguf', label: 'long' },
    ]
    expect(labelsOf(['none', 'custom:curve=Mine'], two)).toEqual([
      'base · none',
      'base · Mine',
      'long · none',
      'long · Mine',
    ])
  })

  it('are specs where names would be equal', () => {
    expect(labelsOf(['none', 'custom:curve=none', 'custom:curve=Mine', 'longrope:curve=Mine'])).toEqual([
      'none',
      'custom:curve=none',
      'custom:curve=Mine',
      'longrope:curve=Mine',
    ])
  })
})
