import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { computeRetrievalHeads } from '../retrievalHeads'

describe('computeRetrievalHeads', () => {
  it('ranks heads by their mean score over the answers that retrieved', async () => {
    const [base] = computeRetrievalHeads(await readContents(createFixture()), 1)
    expect(base.variant.label).toBe('base · none')
    // The fixture gives heads 3, 8 and 13 of 16 a score: (0, 3), (2, 0) and (3, 1).
    expect(base.ranking.slice(0, 4).map(({ layer, head }) => [layer, head])).toEqual([
      [0, 3],
      [2, 0],
      [3, 1],
      [0, 0],
    ])
    expect(base.ranking[0].score.value).toBeCloseTo(0.22, 6)
    expect(base.ranking[0].score).toMatchObject({ n: base.answers, interval: { unit: 'prompt' } })
    expect(base.scores).toHaveLength(16)
  })

  it('counts answers that retrieved only, and leaves out who has none', async () => {
    const contents = await readContents(createFixture())
    const passed = contents.cells.filter(
      (cell) =>
        cell.status === 'done' &&
        cell.outcome.kind === 'answer' &&
        cell.outcome.passed &&
        cell.extension === 'linear:scale=auto',
    )
    const measure = computeRetrievalHeads(contents, 1).find(
      ({ variant }) => variant.extension === 'linear:scale=auto',
    )
    expect(measure?.answers).toBe(passed.length)
    expect(computeRetrievalHeads(contents, 0)).toEqual([])
  })
})
