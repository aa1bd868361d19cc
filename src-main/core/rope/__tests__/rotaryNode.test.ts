import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RotaryNode } from '../../../contract'
import { computeNodeTable } from '../rotaryNode'
import { computeTable, expectClose, llama2 } from './tables'

const plain: RotaryNode = {
  dimensions: 8,
  trainedContextTokens: 256,
  ropeBase: 1e4,
  frequencyScale: 1,
  extensionFactor: 0,
  attentionFactor: 1,
  betaFast: 32,
  betaSlow: 1,
  factors: null,
}
/** low = 0, high = 2 at d = 8, b = 1e4, L = 256. */
const yarn = { ...plain, frequencyScale: 1 / 4, extensionFactor: 1, attentionFactor: 1 }

describe('computeNodeTable', () => {
  it('is the arithmetic of the kernel, by hand', () => {
    expect(computeNodeTable(plain).attentionFactor).toBe(1)
    expectClose(computeNodeTable(plain).inverseFrequencies, [1, 0.1, 0.01, 0.001])
    const table = computeNodeTable(yarn)
    expectClose(table.inverseFrequencies, [1, 0.0625, 0.0025, 0.00025])
    expect(table.attentionFactor).toBeCloseTo(1.138629436, 9)
  })

  it('mixes by the extension factor, and divides by the factors before it', () => {
    const half = computeNodeTable({ ...yarn, extensionFactor: 0.5 })
    expectClose(half.inverseFrequencies, [0.625, 0.04375, 0.0025, 0.00025])
    const divided = computeNodeTable({ ...yarn, factors: [1, 2, 2, 4] })
    expectClose(divided.inverseFrequencies, [1, 0.03125, 0.00125, 0.0000625])
  })

  it('is linear without the extension factor, and keeps the attention factor as it is', () => {
    const table = computeNodeTable({ ...yarn, extensionFactor: 0, attentionFactor: 1.5 })
    expectClose(table.inverseFrequencies, [0.25, 0.025, 0.0025, 0.00025])
    expect(table.attentionFactor).toBe(1.5)
  })

  it('is plain at a scale of 1, and where no length is stated', () => {
    const table = computeNodeTable({ ...yarn, frequencyScale: 1 })
    expectClose(table.inverseFrequencies, [1, 0.1, 0.01, 0.001])
    expect(table.attentionFactor).toBe(1)
    const without = computeNodeTable({ ...plain, trainedContextTokens: 0, betaFast: 0, betaSlow: 0 })
    expectClose(without.inverseFrequencies, [1, 0.1, 0.01, 0.001])
  })

  it('is what the extensions compute', () => {
    const geometries = fc.record({
      rotaryDimensions: fc.integer({ min: 2, max: 128 }).map((pairs) => 2 * pairs),
      ropeBase: fc.double({ min: 100, max: 1e7, noNaN: true }),
      trainedContextTokens: fc.integer({ min: 32, max: 131072 }),
    })
    fc.assert(
      fc.property(geometries, fc.double({ min: 1, max: 64, noNaN: true }), (geometry, scale) => {
        const node = {
          ...plain,
          dimensions: geometry.rotaryDimensions,
          ropeBase: geometry.ropeBase,
          trainedContextTokens: geometry.trainedContextTokens,
          frequencyScale: 1 / scale,
        }
        const ramp = computeTable(`yarn:scale=${scale}`, geometry)
        const own = computeNodeTable({ ...node, extensionFactor: 1 })
        expectClose(own.inverseFrequencies, ramp.inverseFrequencies, 1e-12)
        expectClose([own.attentionFactor], [ramp.attentionFactor], 1e-12)
        const linear = computeTable(`linear:scale=${scale}`, geometry)
        expectClose(computeNodeTable(node).inverseFrequencies, linear.inverseFrequencies, 1e-12)
      }),
    )
  })

  it('divides by the factors of llama3 and longrope', () => {
    const theta = (j: number) => 1e4 ** (-j / 64)
    const node = { ...plain, dimensions: 128, trainedContextTokens: 4096 }
    const longFactors = Array.from({ length: 64 }, (_, j) => 1 + j / 8)
    const file = JSON.stringify({ short_factor: longFactors.map(() => 1), long_factor: longFactors })
    const tables = [
      computeTable('llama3:factor=8', llama2),
      computeTable('longrope:factors=f.json', llama2, 16384, file),
    ]
    for (const { inverseFrequencies } of tables) {
      const factors = Array.from(inverseFrequencies, (frequency, j) => theta(j) / frequency)
      expectClose(computeNodeTable({ ...node, factors }).inverseFrequencies, inverseFrequencies, 1e-12)
    }
  })
})
