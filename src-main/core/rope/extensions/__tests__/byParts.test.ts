import { describe, expect, it } from 'vitest'
import { computeTable, expectClose, expectGolden, sum } from '../../__tests__/tables'

describe('by-parts', () => {
  it('has the golden values at s = 4', () => {
    const pairs = {
      0: 1,
      20: 5.623413e-2,
      24: 2.291237e-2,
      32: 3.835239e-3,
      40: 8.717801e-4,
      46: 3.333804e-4,
      63: 2.886955e-5,
    }
    const table = computeTable('by-parts:scale=4')
    expectGolden(table, pairs, 7.328908035)
    expect(table.attentionFactor).toBe(1)
  })

  it.each([
    [64, 1024, 3.732901674],
    [64, 512, 3.470311029],
    [64, 256, 2.944519909],
    [64, 128, 2.030964932],
    [32, 256, 1.74648303],
    [32, 128, 1.237717766],
    [80, 4096, 4.779952075],
  ])('on d = %d trained on %d tokens sums to %d', (rotaryDimensions, trainedContextTokens, total) => {
    const geometry = { rotaryDimensions, ropeBase: 1e4, trainedContextTokens }
    expectClose([sum(computeTable('by-parts:scale=4', geometry).inverseFrequencies)], [total], 1e-9)
  })

  it('interpolates even the first pair of a model trained on fewer than 64 pi tokens', () => {
    const geometry = { rotaryDimensions: 64, ropeBase: 1e4, trainedContextTokens: 128 }
    expect(computeTable('by-parts:scale=4', geometry).inverseFrequencies[0]).toBeLessThan(1)
    expect(computeTable('yarn:scale=4', geometry).inverseFrequencies[0]).toBe(1)
  })

  it('is not the ramp of the YaRN code', () => {
    expectClose([computeTable('by-parts:scale=4').inverseFrequencies[32]], [3.835239e-3])
    expectClose([computeTable('yarn:scale=4').inverseFrequencies[32]], [6.538462e-3])
  })
})
