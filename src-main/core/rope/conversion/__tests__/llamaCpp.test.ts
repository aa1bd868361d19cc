import { describe, expect, it } from 'vitest'
import { llama2 } from '../../__tests__/tables'
import { formatExtensionSpec } from '../../spec/formatExtensionSpec'
import { parseExtensionSpec } from '../../spec/parseExtensionSpec'
import { fromLlamaCppFlags } from '../fromLlamaCppFlags'
import { toLlamaCppFlags } from '../toLlamaCppFlags'
import { expectSameTable, valueOf } from './roundTrip'

const flagsOf = (spec: string, context = 16384) =>
  toLlamaCppFlags(parseExtensionSpec(spec), llama2, context, null)

describe('there and back', () => {
  it.each([
    'none',
    'linear:scale=4',
    'linear:scale=1',
    'ntk:scale=4',
    'base:base=1e6',
    'dynamic-ntk:factor=2',
    'yarn:scale=4',
    'yarn:scale=auto,betaFast=16,betaSlow=2',
  ])('%s keeps its table', (spec) => {
    for (const context of [1024, 16384])
      expectSameTable(
        spec,
        null,
        valueOf(fromLlamaCppFlags(valueOf(flagsOf(spec, context)))),
        llama2,
        context,
      )
  })

  it('native is no flag at all', () => {
    expect(valueOf(flagsOf('native'))).toEqual([])
    expect(valueOf(fromLlamaCppFlags(['-m', 'model.gguf', '-c', '8192'])).extension).toEqual({
      kind: 'native',
    })
  })
})

describe('toLlamaCppFlags', () => {
  it.each([
    ['none', '--rope-scaling none'],
    ['linear:scale=auto', '--rope-scaling linear --rope-scale 4'],
    ['base:base=1e6', '--rope-scaling none --rope-freq-base 1000000'],
    [
      'yarn:scale=16',
      '--rope-scaling yarn --rope-scale 16 --yarn-orig-ctx 4096 --yarn-beta-slow 1 --yarn-beta-fast 32',
    ],
  ])('writes %s as %s', (spec, flags) => {
    expect(valueOf(flagsOf(spec)).join(' ')).toBe(flags)
  })

  it('writes the base that dynamic NTK has for the length of the run, and says so', () => {
    const conversion = flagsOf('dynamic-ntk:factor=2')
    expect(Number(valueOf(conversion).at(-1))).toBeCloseTo(72195.8601, 3)
    expect(conversion).toMatchObject({ notes: [expect.stringContaining('16384 tokens'), expect.any(String)] })
  })

  it.each([['by-parts:scale=4'], ['ntk-mixed:scale=4'], ['llama3:factor=8'], ['p-rope:keep=0.25']])(
    'has no flag for %s',
    (spec) => {
      expect(flagsOf(spec)).toEqual({
        kind: 'inexpressible',
        reason:
          'llama.cpp has no flag for per-pair divisors: they come only from tensors of the file (rope_freqs, rope_factors_long, rope_factors_short).',
      })
    },
  )

  it('has no flag for an attention factor under YaRN', () => {
    expect(flagsOf('yarn:scale=4,attentionFactor=1')).toMatchObject({
      kind: 'inexpressible',
      reason: expect.stringMatching(
        /^llama.cpp overwrites --yarn-attn-factor under YaRN: .* 1\.1386\d+ here, not 1\.$/,
      ),
    })
  })
})

describe('fromLlamaCppFlags', () => {
  it.each([
    ['--rope-scale 8', 'linear:scale=8', null, null],
    ['--rope-freq-scale 0.125', 'linear:scale=8', null, null],
    ['--rope-scale 4 --rope-freq-scale 0.125', 'linear:scale=8', null, null],
    ['--rope-freq-scale 0.125 --rope-scale 4', 'linear:scale=4', null, null],
    ['--rope-scaling none --rope-scale 8', 'none', null, null],
    ['--rope-freq-base 26000', 'base:base=26000', null, null],
    ['--rope-freq-base 26000 --rope-freq-scale 0.5', 'linear:scale=2', 26000, null],
    ['--rope-scaling yarn --rope-scale 4 --yarn-orig-ctx 32768', 'yarn:scale=4', null, 32768],
    ['--rope-scaling yarn --rope-scale 4 --yarn-ext-factor -1', 'yarn:scale=4', null, null],
    ['--rope-scaling yarn --rope-scale 4 --yarn-ext-factor 0', 'linear:scale=4', null, null],
    ['--rope-scale 4 --yarn-ext-factor 1', 'yarn:scale=4', null, null],
    ['--rope-scaling yarn --rope-scale 4 --yarn-beta-fast 16', 'yarn:scale=4,betaFast=16', null, null],
    ['-m x.gguf --rope-scaling linear --rope-scale 2 -fa on', 'linear:scale=2', null, null],
  ])('reads %s as %s', (flags, spec, ropeBase, trained) => {
    const stated = valueOf(fromLlamaCppFlags(flags.split(' ')))
    expect(formatExtensionSpec(stated.extension)).toBe(spec)
    expect(stated).toMatchObject({ ropeBase, trainedContextTokens: trained, fileText: null })
  })

  it('says that an attention factor has no effect under YaRN', () => {
    expect(
      fromLlamaCppFlags(['--rope-scaling', 'yarn', '--rope-scale', '4', '--yarn-attn-factor', '2']),
    ).toMatchObject({
      kind: 'expressed',
      notes: ['llama.cpp overwrites --yarn-attn-factor under YaRN: it has no effect.'],
    })
  })

  it.each([
    [
      '--rope-freq-scale 2',
      'A scale of 0.5 compresses the context; extensions here have scales of at least 1.',
    ],
    [
      '--rope-scaling yarn --rope-scale 4 --yarn-ext-factor 0.5',
      '--yarn-ext-factor 0.5 blends YaRN and interpolation; yarn here is the whole of it.',
    ],
    [
      '--rope-scale 4 --yarn-attn-factor 1.2',
      '--yarn-attn-factor 1.2 with plain interpolation: only custom carries both. Write its frequencies to a file.',
    ],
  ])('says why %s is no extension here', (flags, reason) => {
    expect(fromLlamaCppFlags(flags.split(' '))).toEqual({ kind: 'inexpressible', reason })
  })

  it.each([
    [
      '--rope-scaling dynamic',
      'Not a value of --rope-scaling: dynamic. Expected none, linear, yarn. Correct the flag.',
    ],
    ['--rope-scale four', 'Not a value of --rope-scale: four. Expected a number. Correct the flag.'],
    ['-c 4096 --rope-scale', 'Not a value of --rope-scale: none given. Expected a number. Correct the flag.'],
    [
      '--rope-sclae 4',
      'Unknown RoPE flag: --rope-sclae. Expected --rope-scaling, --rope-scale, --rope-freq-base, --rope-freq-scale, ' +
        '--yarn-orig-ctx, --yarn-ext-factor, --yarn-attn-factor, --yarn-beta-slow, --yarn-beta-fast. Did you mean --rope-scale?',
    ],
  ])('refuses %s', (flags, message) => {
    expect(() => fromLlamaCppFlags(flags.split(' '))).toThrow(
      expect.objectContaining({ code: 'extension.invalid', message }),
    )
  })
})
