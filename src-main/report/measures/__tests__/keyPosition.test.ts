import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { computeKeyPositionProfile } from '../keyPosition'
import { listVariants } from '../variants'

describe('computeKeyPositionProfile', () => {
  it('spreads the mass of a bin over its keys, next to uniform attention of the observed queries', async () => {
    const contents = await readContents(createFixture())
    const [none] = listVariants(contents.manifest)
    const profile = computeKeyPositionProfile(contents, { task: 0, variant: none, contextTokens: 256 })
    expect(profile).toMatchObject({ windows: 6, queries: 256, edges: [0, 64, 128, 192, 256] })
    expect(profile?.headDensity).toHaveLength(16)
    const expected = [0.4, 0.1, 0.2, 0.3]
    profile?.meanDensity.forEach((density, bin) => expect(density * 64).toBeCloseTo(expected[bin], 6))
    const uniform = profile?.uniformDensity ?? []
    expect(uniform.reduce((total, density) => total + 64 * density, 0)).toBeCloseTo(1, 10)
    expect(uniform[0]).toBeGreaterThan(2 * uniform[1])
  })

  it('has nothing to show at a length that was not run', async () => {
    const contents = await readContents(createFixture())
    const [variant] = listVariants(contents.manifest)
    expect(computeKeyPositionProfile(contents, { task: 0, variant, contextTokens: 300 })).toBeNull()
  })
})
