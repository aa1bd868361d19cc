import { describe, expect, it } from 'vitest'
import type { RotaryGeometry } from '../../../src-main/contract'
import {
  extensionTable,
  isExtensionKind,
  parseExtensionSpec,
  readStatedExtension,
} from '../../../src-main/core/rope'
import { computeCurve, curveKey } from '../curves'
import { divisorRange, fromHeight, movePair, toCurveTable, toDivisors, toHeight } from '../curveEditing'
import { createSpec, readExtension, writeParameter } from '../extensionSpec'
import { buildFrequencyChart } from '../frequencyCharts'

const geometry: RotaryGeometry = { rotaryDimensions: 32, ropeBase: 10_000, trainedContextTokens: 256 }
const words = {
  pair: 'pair',
  wavelength: 'wavelength',
  rotations: 'turns',
  tokens: 'tokens',
  turns: 'turns',
  trained: 'trained',
  target: 'target',
  oneTurn: 'one turn',
}

function curveOf(spec: string, files = new Map<string, string>()) {
  const outcome = computeCurve(spec, 0, geometry, 2048, files)
  if ('error' in outcome) throw new Error(outcome.error.message)
  return outcome.curve
}

describe('cards', () => {
  it('begins every kind without a file as a spec that can be computed', () => {
    const kinds = Object.keys(extensionTable).filter(
      (kind) => isExtensionKind(kind) && !extensionTable[kind].parameters.some(({ type }) => type === 'file'),
    )
    expect(kinds.length).toBeGreaterThan(9)
    for (const kind of kinds)
      expect(curveOf(createSpec(kind as 'yarn', geometry)).wavelengths, kind).toHaveLength(16)
  })

  it('writes a changed parameter canonically, and auto where it is left out', () => {
    const yarn = parseExtensionSpec('yarn:scale=4')
    const [scale, betaFast] = extensionTable.yarn.parameters
    expect(writeParameter(yarn, scale, null)).toBe('yarn:scale=auto')
    expect(writeParameter(yarn, betaFast, 16)).toBe('yarn:scale=4,betaFast=16')
    expect(writeParameter(yarn, betaFast, null)).toBe('yarn:scale=4')
    expect(readExtension('yaarn')).toBeNull()
  })

  it('says what is wrong with a spec instead of drawing it', () => {
    const outcome = computeCurve('yarn:scale=0.5', 0, geometry, 2048, new Map())
    expect(outcome).toMatchObject({ error: { code: 'extension.invalid' } })
  })
})

describe('chart', () => {
  it('overlays the curves with the lines of trained and target length', () => {
    const chart = buildFrequencyChart(
      'wavelength',
      [curveOf('none'), curveOf('linear:scale=auto')],
      geometry,
      2048,
      words,
    )
    expect(chart.series.map(({ label }) => label)).toEqual(['trained', 'target', 'none', 'linear:scale=auto'])
    expect(chart.series[0].points.map(({ y }) => y)).toEqual([256, 256])
    expect(chart.xTicks.at(-1)).toBe(15)
    expect(chart.series[3].points[0].y / chart.series[2].points[0].y).toBeCloseTo(8)
  })

  it('leaves out pairs that do not rotate, which a log axis has no place for', () => {
    const chart = buildFrequencyChart('wavelength', [curveOf('p-rope:keep=0.5')], geometry, 2048, words)
    expect(chart.series.at(-1)?.points).toHaveLength(8)
  })
})

describe('curve editor', () => {
  const plain = toDivisors(curveOf('none').inverseFrequencies, geometry)

  it('moves a pair and lets its neighbours follow, less with distance, and nothing beyond the reach', () => {
    const moved = movePair(plain, 8, 4, 2)
    expect(moved[8]).toBeCloseTo(4)
    expect(moved[7]).toBeCloseTo(moved[9])
    expect(moved[7]).toBeGreaterThan(moved[6])
    expect(moved[6]).toBeGreaterThan(1)
    expect(moved[5]).toBe(plain[5])
    expect(movePair(plain, 8, 1e9, 0)[8]).toBeCloseTo(divisorRange.high)
  })

  it('maps heights back and forth', () => {
    for (const divisor of [0.5, 1, 8, 64]) expect(fromHeight(toHeight(divisor))).toBeCloseTo(divisor)
  })

  it('writes a table that the custom extension reads as what was drawn, from a file or a curve', () => {
    const text = JSON.stringify(toCurveTable(movePair(plain, 8, 4, 0), 1.5, geometry))
    const filed = curveOf('custom:file=a.json', new Map([['a.json', text]]))
    const drawn = curveOf('custom:curve=Mine', new Map([[curveKey('Mine'), text]]))
    expect(drawn.inverseFrequencies).toEqual(filed.inverseFrequencies)
    expect(drawn.resolvedSpec).toBe('custom:curve=Mine')
    expect(drawn.attentionFactor).toBe(1.5)
    expect(toDivisors(drawn.inverseFrequencies, geometry)[8]).toBeCloseTo(4)
  })
})

describe('pasted settings', () => {
  it.each([
    ['{"rope_type":"yarn","factor":4,"original_max_position_embeddings":4096}', 'yarn', 4096],
    ['{"rope_scaling":{"type":"linear","factor":8},"rope_theta":10000}', 'linear', null],
    ['--rope-scaling yarn --rope-scale 4 --yarn-orig-ctx=4096', 'yarn', 4096],
    ['ntk:scale=2', 'ntk', null],
  ])('reads %s', (text, kind, trained) => {
    expect(readStatedExtension(text)).toMatchObject({
      kind: 'expressed',
      value: { extension: { kind }, trainedContextTokens: trained },
    })
  })

  it('says what cannot be read', () => {
    expect(() => readStatedExtension('{"rope_type": ')).toThrow(/^Not JSON/)
    expect(() => readStatedExtension('yaarn')).toThrow(/Unknown extension/)
  })
})
