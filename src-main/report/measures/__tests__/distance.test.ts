import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { computeDistanceProfile } from '../distance'
import { listVariants } from '../variants'

describe('computeDistanceProfile', () => {
  it('averages heads to masses that sum to 1, beside the uniform curve', async () => {
    const contents = await readContents(createFixture())
    const [plain] = listVariants(contents.manifest)
    const profile = computeDistanceProfile(contents, { task: 0, variant: plain, contextTokens: 512 })
    expect(profile).toMatchObject({ layers: 4, heads: 4, windows: 6 })
    expect(sum(profile?.meanMass ?? [])).toBeCloseTo(1, 6)
    expect(sum(profile?.uniformMass ?? [])).toBeCloseTo(1, 12)
    expect(profile?.headDensity).toHaveLength(16)
    expect(profile?.edges.at(-1)).toBe(512)
  })

  it('gives every key of one query the same density under uniform attention', async () => {
    const source = createFixture({ tasks: [{ kind: 'passkey', depths: [50], repeats: 1 }], contexts: [256] })
    const contents = await readContents(source)
    const [plain] = listVariants(contents.manifest)
    const profile = computeDistanceProfile(contents, { task: 0, variant: plain, contextTokens: 256 })
    // Six queries that see 241 to 246 keys: uniform weights lie between 1/246 and 1/241.
    expect(profile?.uniformDensity[0]).toBeGreaterThan(1 / 246)
    expect(profile?.uniformDensity[0]).toBeLessThan(1 / 241)
  })

  it('is null where nothing was observed', async () => {
    const contents = await readContents(createFixture({ fails: () => true }))
    const [plain] = listVariants(contents.manifest)
    expect(computeDistanceProfile(contents, { task: 0, variant: plain, contextTokens: 512 })).toBeNull()
  })
})

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
