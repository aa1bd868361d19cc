import { describe, expect, it } from 'vitest'
import type { Cell } from '../../../contract'
import { createFixture } from '../../__tests__/fixture'
import { readContents, type ExperimentContents } from '../../contents'
import { computeNllByPosition } from '../nllByPosition'

/** Six windows of two buckets; `none` scores 1 + window nats, `yarn` 0.5 less in the second bucket. */
async function createContents(): Promise<ExperimentContents> {
  const contents = await readContents(
    createFixture({ models: [{ path: 'a.gguf' }], extensions: ['none', 'yarn:scale=4'], contexts: [256] }),
  )
  const cells = contents.cells.map((cell): Cell => {
    if (cell.status !== 'done' || cell.outcome.kind !== 'perplexity' || cell.item.kind !== 'window')
      return cell
    const nll = 1 + cell.item.window
    const later = cell.extension === 'none' ? nll : nll - 0.5
    const positionBuckets = [
      { first: 1, end: 2, count: 1, sumNats: nll },
      { first: 2, end: 4, count: 2, sumNats: 2 * later },
      { first: 4, end: 8, count: 0, sumNats: 0 },
    ]
    return { ...cell, outcome: { ...cell.outcome, positionBuckets } }
  })
  return { ...contents, cells }
}

describe('computeNllByPosition', () => {
  it('averages over the tokens of a bucket and leaves out buckets without any', async () => {
    const rows = computeNllByPosition(await createContents(), 0)
    expect(rows.map(({ variant, first, end }) => [variant.extension, first, end])).toEqual([
      ['none', 1, 2],
      ['none', 2, 4],
      ['yarn:scale=4', 1, 2],
      ['yarn:scale=4', 2, 4],
    ])
    expect(rows[1]).toMatchObject({ windows: 6, nllNats: { value: 3.5 } })
    expect(rows[3].nllNats.value).toBeCloseTo(3, 12)
  })

  it('pairs windows: differences have no spread where every window gains the same', async () => {
    const [none, , first, second] = computeNllByPosition(await createContents(), 0)
    expect(none.minusPlainNats).toBeNull()
    expect(first.minusPlainNats?.value).toBe(0)
    expect(second.minusPlainNats).toMatchObject({
      value: -0.5,
      interval: { low: -0.5, high: -0.5, unit: 'window' },
    })
    expect(second.nllNats.interval?.high).toBeGreaterThan(second.nllNats.interval?.low ?? 0)
  })
})
