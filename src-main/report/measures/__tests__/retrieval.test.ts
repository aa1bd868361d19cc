import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { composeDocument } from '../../document/composeDocument'
import { computeFindings } from '../../findings/findingsOf'
import { collectRetrievalRows } from '../../findings/retrievalRows'
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

  it('counts an answer where its needle stood, and says how many were asked for elsewhere', async () => {
    const source = createFixture({ extensions: ['none'], contexts: [256], models: [{ path: 'a.gguf' }] })
    // Of the depths 0, 25, 50, 75, 100: a text without sentences had two of them at its beginning; 61 is nearer to 50 than to 75.
    const reached: Readonly<Record<number, number>> = { 0: 0, 25: 3, 50: 46.5, 75: 61, 100: 100 }
    const cells = source.cells.map((cell) =>
      cell.status === 'done' && cell.outcome.kind === 'answer' && cell.item.kind === 'prompt'
        ? {
            ...cell,
            outcome: { ...cell.outcome, placedDepthPercent: reached[cell.item.depthPercent] },
          }
        : cell,
    )
    const contents = await readContents({ ...source, cells })
    const rows = computeRetrievalByDepth(contents, 1)
    expect(
      rows.map(({ depthPercent, count, placedDepthPercent, movedHere }) => [
        depthPercent,
        count,
        placedDepthPercent,
        movedHere,
      ]),
    ).toEqual([
      [0, 8, 1.5, 4],
      [50, 8, 53.75, 4],
      [100, 4, 100, 0],
    ])
    const [figure] = composeDocument(contents).sections.flatMap(({ id, blocks }) =>
      id === 'retrieval' ? blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : [])) : [],
    )
    expect(figure.caption).toContain('8 of 20 stand in another row than the one asked for')
    const [panel] = figure.panels
    expect(panel.chart).toMatchObject({
      depthsPercent: [0, 25, 50, 75, 100],
      cells: [{ row: 0 }, { row: 2 }, { row: 4 }],
    })
    const strata = collectRetrievalRows(contents, 1)
    expect(new Set(strata.map(({ reachedRowPercent }) => reachedRowPercent))).toEqual(new Set([0, 50, 100]))
    const { uncertainty } = computeFindings(contents)
    expect(uncertainty?.pooled.byDepth.map(({ at, passed, failed }) => [at, passed + failed])).toEqual([
      [0, 8],
      [50, 8],
      [100, 4],
    ])
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
