import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RopeExtension, Scale } from '../../../../contract'
import { extensionNames } from '../../extensionTable'
import { formatExtensionSpec } from '../formatExtensionSpec'
import { parseExtensionSpec } from '../parseExtensionSpec'

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const scale: fc.Arbitrary<Scale> = fc.oneof(fc.constant<Scale>('auto'), double(1, 1e6))
const attentionFactor = fc.option(double(1e-3, 1e3))
const file = fc.stringMatching(/^[A-Za-z0-9_./=: -]*[A-Za-z0-9]$/).map((name) => name.trim())
const rising = fc
  .tuple(double(1e-3, 1e3), double(1e-3, 1e3))
  .filter(([lower, upper]) => lower !== upper)
  .map(([a, b]) => ({ lower: Math.min(a, b), upper: Math.max(a, b) }))

/** A file or a curve of the experiment. */
const source = fc.oneof(
  file.map((path) => ({ path, curve: null })),
  fc.stringMatching(/^[A-Za-z0-9](?:[\w .()+-]{0,38}[\w.()+-])?$/).map((curve) => ({ path: null, curve })),
)

const extensions: Readonly<Record<string, fc.Arbitrary<RopeExtension>>> = {
  native: fc.constant({ kind: 'native' }),
  none: fc.constant({ kind: 'none' }),
  linear: fc.record({ kind: fc.constant('linear'), scale }),
  ntk: fc.record({ kind: fc.constant('ntk'), scale }),
  base: fc.record({ kind: fc.constant('base'), base: double(1.001, 1e9) }),
  'dynamic-ntk': fc.record({ kind: fc.constant('dynamic-ntk'), factor: double(1, 100) }),
  'by-parts': fc
    .tuple(scale, rising)
    .map(([s, { lower, upper }]) => ({ kind: 'by-parts', scale: s, alpha: lower, beta: upper })),
  yarn: fc.tuple(scale, rising, attentionFactor).map(([s, { lower, upper }, a]) => ({
    kind: 'yarn',
    scale: s,
    betaFast: upper,
    betaSlow: lower,
    attentionFactor: a,
  })),
  longrope: fc
    .tuple(source, attentionFactor)
    .map(([{ path, curve }, a]) => ({ kind: 'longrope', factors: path, curve, attentionFactor: a })),
  llama3: fc
    .tuple(double(1, 100), rising, fc.option(fc.integer({ min: 1, max: 1e9 })))
    .map(([factor, { lower, upper }, originalContext]) => ({
      kind: 'llama3',
      factor,
      lowFrequencyFactor: lower,
      highFrequencyFactor: upper,
      originalContext,
    })),
  'ntk-mixed': fc.record({ kind: fc.constant('ntk-mixed'), scale }),
  'p-rope': fc.record({ kind: fc.constant('p-rope'), keep: double(1e-9, 1) }),
  custom: source.map(({ path, curve }) => ({ kind: 'custom', file: path, curve })),
}

describe('spec strings', () => {
  it('are tried for every extension', () => {
    expect(Object.keys(extensions).sort()).toEqual([...extensionNames].sort())
  })

  it.each(Object.entries(extensions))('%s comes back from its spec string', (kind, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (extension) => {
        const text = formatExtensionSpec(extension)
        expect(text.split(':')[0]).toBe(kind)
        expect(parseExtensionSpec(text)).toEqual(extension)
        expect(formatExtensionSpec(parseExtensionSpec(text))).toBe(text)
      }),
    )
  })

  it.each([
    ['yarn:scale=4,betaFast=32,betaSlow=1', 'yarn:scale=4'],
    [' ntk : scale = 4.0 ', 'ntk:scale=4'],
    ['by-parts:beta=16,scale=auto', 'by-parts:scale=auto,beta=16'],
    ['base:base=1e6', 'base:base=1000000'],
    ['none:', 'none'],
    ['llama3:originalContext=8192,factor=8', 'llama3:factor=8,originalContext=8192'],
    ['yarn:scale=4,attentionFactor=1.0', 'yarn:scale=4,attentionFactor=1'],
  ])('%s is written %s', (given, canonical) => {
    expect(formatExtensionSpec(parseExtensionSpec(given))).toBe(canonical)
  })
})
