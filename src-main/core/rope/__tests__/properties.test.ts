import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RotaryGeometry } from '../../../contract'
import { computeTable, expectClose } from './tables'

const geometries: fc.Arbitrary<RotaryGeometry> = fc.record({
  rotaryDimensions: fc.integer({ min: 2, max: 128 }).map((pairs) => 2 * pairs),
  ropeBase: fc.double({ min: 100, max: 1e7, noNaN: true }),
  trainedContextTokens: fc.integer({ min: 32, max: 131072 }),
})
const scales = fc.double({ min: 1, max: 64, noNaN: true })

/** Spec of each extension that moves frequencies between plain and interpolated. */
const interpolating: Readonly<Record<string, (scale: number) => string>> = {
  linear: (scale) => `linear:scale=${scale}`,
  ntk: (scale) => `ntk:scale=${scale}`,
  'by-parts': (scale) => `by-parts:scale=${scale}`,
  yarn: (scale) => `yarn:scale=${scale}`,
  llama3: (scale) => `llama3:factor=${scale}`,
  'ntk-mixed': (scale) => `ntk-mixed:scale=${scale}`,
}
const interpolatingSpecs = fc
  .tuple(fc.constantFrom(...Object.values(interpolating)), scales)
  .map(([build, scale]) => ({ spec: build(scale), scale }))

const staticSpecs = fc.oneof(
  interpolatingSpecs.map(({ spec }) => spec),
  fc.constantFrom('none', 'base:base=1e6', 'dynamic-ntk:factor=2', 'p-rope:keep=0.3'),
)

describe('limits of the extensions', () => {
  it.each(Object.entries(interpolating))('%s at scale 1 is plain RoPE with a = 1', (_, build) => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        const table = computeTable(build(1), geometry)
        expectClose(table.inverseFrequencies, computeTable('none', geometry).inverseFrequencies, 1e-14)
        expect(table.attentionFactor).toBe(1)
      }),
    )
  })

  it("lie between interpolated and plain: theta / s <= theta' <= theta", () => {
    fc.assert(
      fc.property(interpolatingSpecs, geometries, ({ spec, scale }, geometry) => {
        const plain = computeTable('none', geometry).inverseFrequencies
        const { inverseFrequencies } = computeTable(spec, geometry)
        inverseFrequencies.forEach((theta, j) => {
          expect(theta).toBeLessThanOrEqual(plain[j] * (1 + 1e-12))
          expect(theta).toBeGreaterThanOrEqual((plain[j] / scale) * (1 - 1e-12))
        })
      }),
    )
  })

  it('are finite, at least 0 and never rise with j', () => {
    fc.assert(
      fc.property(staticSpecs, geometries, (spec, geometry) => {
        const { inverseFrequencies, attentionFactor } = computeTable(spec, geometry)
        expect(inverseFrequencies).toHaveLength(geometry.rotaryDimensions / 2)
        expect(attentionFactor).toBeGreaterThanOrEqual(1)
        inverseFrequencies.forEach((theta, j) => {
          expect(theta).toBeGreaterThanOrEqual(0)
          expect(Number.isFinite(theta)).toBe(true)
          if (j > 0) expect(theta).toBeLessThanOrEqual(inverseFrequencies[j - 1] * (1 + 1e-12))
        })
      }),
    )
  })

  it('change the attention only by frequencies, but for yarn', () => {
    fc.assert(
      fc.property(staticSpecs, geometries, (spec, geometry) => {
        const { attentionFactor } = computeTable(spec, geometry)
        const scale = /^yarn:scale=(.*)$/.exec(spec)?.[1]
        expect(attentionFactor).toBe(scale === undefined ? 1 : 0.1 * Math.log(Number(scale)) + 1)
      }),
    )
  })

  it('give the same table for scale=auto as for max(1, n / L)', () => {
    fc.assert(
      fc.property(geometries, fc.integer({ min: 1, max: 300_000 }), (geometry, context) => {
        const scale = Math.max(1, context / geometry.trainedContextTokens)
        expect(computeTable('yarn:scale=auto', geometry, context)).toEqual(
          computeTable(`yarn:scale=${scale}`, geometry, context),
        )
      }),
    )
  })
})
