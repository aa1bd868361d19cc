import { describe, expect, it } from 'vitest'
import { resolveExtension } from '../resolveExtension'
import { parseExtensionSpec } from '../spec/parseExtensionSpec'
import { llama2 } from './tables'

describe('resolveExtension', () => {
  it('writes the number that auto stands for', () => {
    const resolve = (context: number) =>
      resolveExtension(parseExtensionSpec('yarn:scale=auto'), llama2, context).resolvedSpec
    expect([1024, 4096, 6144, 16384].map(resolve)).toEqual([
      'yarn:scale=1',
      'yarn:scale=1',
      'yarn:scale=1.5',
      'yarn:scale=4',
    ])
  })

  it.each([
    [
      { rotaryDimensions: 7 },
      'Rotary dimensions: 7. Expected an even number of at least 4. Check the model or the options.',
    ],
    [
      { rotaryDimensions: 2 },
      'Rotary dimensions: 2. Expected an even number of at least 4. Check the model or the options.',
    ],
    [{ ropeBase: 1 }, 'RoPE base: 1. Expected a number above 1. Check the model or the options.'],
    [
      { ropeBase: Infinity },
      'RoPE base: Infinity. Expected a number above 1. Check the model or the options.',
    ],
    [
      { trainedContextTokens: 0 },
      'Trained context: 0. Expected a whole number of tokens. Check the model or the options.',
    ],
  ])('refuses the geometry %o', (wrong, message) => {
    expect(() => resolveExtension({ kind: 'none' }, { ...llama2, ...wrong }, 4096)).toThrow(
      expect.objectContaining({ code: 'extension.invalid', message }),
    )
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses a context of %d tokens', (context) => {
    expect(() => resolveExtension({ kind: 'none' }, llama2, context)).toThrow(
      expect.objectContaining({
        code: 'context.invalid',
        message: `Context length: ${context}. Expected a whole number of tokens of at least 1. Correct the context.`,
      }),
    )
  })

  it('refuses frequencies that are not numbers, wherever the parameters came from', () => {
    expect(() => resolveExtension({ kind: 'linear', scale: Number.NaN }, llama2, 8192)).toThrow(
      expect.objectContaining({
        code: 'extension.invalid',
        message:
          'Frequency out of range: NaN rad/token in extension linear:scale=NaN. Expected 0 to 1000000. Check its parameters.',
      }),
    )
  })

  it('refuses frequencies and factors that binary32 angles and a binary16 cache cannot hold', () => {
    const fast = JSON.stringify({ inverseFrequencies: [1e300, ...new Array<number>(63).fill(1)] })
    const resolve = (spec: string, fileText: string | null = null) =>
      resolveExtension(parseExtensionSpec(spec), llama2, 8192, fileText)
    expect(() => resolve('custom:file=fast.json', fast)).toThrow(
      'Frequency out of range: 1e+300 rad/token in extension custom:file=fast.json. Expected 0 to 1000000. Check its parameters.',
    )
    expect(() => resolve('yarn:scale=4,attentionFactor=1e300')).toThrow(
      'Attention factor out of range: 1e+300 in extension yarn:scale=4,attentionFactor=1e+300. ' +
        'Expected more than 0 and at most 1000. Check its parameters.',
    )
    expect(resolve('yarn:scale=1e300').table?.inverseFrequencies[63]).toBeLessThan(1e-300)
  })
})
