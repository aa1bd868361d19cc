import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { computeRetrievalByDepth, computeRetrievalByLength } from '../retrieval'

describe('retrieval measures', () => {
  it('counts passes by length and depth, and depths add up to the length', async () => {
    const contents = await readContents(createFixture())
    const byDepth = computeRetrievalByDepth(contents, 1)
    const byLength = computeRetrievalByLength(contents, 1)
    expect(byDepth).toHaveLength(7 * 4 * 5)
    expect(byLength).toHaveLength(7 * 4)
    for (const row of byLength) {
      const parts = byDepth.filter(
        ({ variant, contextTokens }) =>
          variant.label === row.variant.label && contextTokens === row.contextTokens,
      )
      expect(parts.reduce((total, { passes }) => total + passes, 0)).toBe(row.passes)
      expect(row.count).toBe(20)
    }
  })

  it('keeps scores and both aggregations of entropy apart', async () => {
    const rows = computeRetrievalByLength(await readContents(createFixture()), 1)
    for (const { score, passes, count, entropyNats, entropyOfMeanNats } of rows) {
      expect(score).toBeCloseTo(passes / count, 12)
      expect(entropyOfMeanNats).toBeGreaterThan(entropyNats.value ?? NaN)
    }
  })

  it('has no entropy where nothing was generated, rather than 0', async () => {
    const source = createFixture({ extensions: ['none'], contexts: [256], models: [{ path: 'a.gguf' }] })
    const silent = source.cells.map((cell) =>
      cell.status === 'done' && cell.outcome.kind === 'answer'
        ? {
            ...cell,
            outcome: {
              ...cell.outcome,
              uncertainty: { ...cell.outcome.uncertainty, entropyNats: null, normalizedEntropy: null },
            },
          }
        : cell,
    )
    const [row] = computeRetrievalByLength(await readContents({ ...source, cells: silent }), 1)
    expect(row.entropyNats.value).toBeNull()
    expect(row.normalizedEntropy).toBeNull()
    expect(row.count).toBe(20)
  })
})
