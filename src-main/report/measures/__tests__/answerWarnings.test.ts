import { describe, expect, it } from 'vitest'
import type { AnswerOutcome, FinishedCell } from '../../../contract'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { composeDocument } from '../../document/composeDocument'
import { listAnswerWarnings } from '../answerWarnings'

const NEEDLE = { kind: 'needle', texts: ['t'], depths: [0, 25, 50, 75, 100], repeats: 2 }

/** One model, two lengths, and answers as `change` makes them. */
async function contentsWith(change: (cell: FinishedCell) => Partial<AnswerOutcome>) {
  const source = createFixture({
    models: [{ path: 'a.gguf' }],
    extensions: ['none'],
    contexts: [256, 512],
    tasks: [NEEDLE],
  })
  const cells = source.cells.map((cell) =>
    cell.status === 'done' && cell.outcome.kind === 'answer'
      ? { ...cell, outcome: { ...cell.outcome, ...change(cell) } }
      : cell,
  )
  return readContents({ ...source, cells })
}

const silent: Partial<AnswerOutcome> = {
  answerText: '',
  answerTokens: [],
  stoppedBy: 'stop-token',
  passed: false,
  score: 0,
  attendedKeys: [],
  uncertainty: {
    entropyNats: null,
    entropyOfMeanNats: null,
    normalizedEntropy: null,
    prefillEntropyNats: 3,
    perTokenEntropyNats: [],
  },
}

describe('listAnswerWarnings', () => {
  it('says nothing of answers with words at the depths asked for', async () => {
    expect(listAnswerWarnings(await contentsWith(() => ({})))).toEqual([])
  })

  it('says what it usually means where most answers of a length are empty, and not where half are', async () => {
    const [warning, ...others] = listAnswerWarnings(
      await contentsWith(({ contextTokens, item }) =>
        contextTokens === 512 || (item.kind === 'prompt' && item.repeat === 0) ? silent : {},
      ),
    )
    expect(others).toEqual([])
    expect(warning).toMatch(/^needle: 10 of 10 answers are empty at 512 tokens\. They count as failed/)
    expect(warning).toContain('asked outside its chat template')
  })

  it('warns of depths that are more than 5 points off, with the worst', async () => {
    const warnings = listAnswerWarnings(
      await contentsWith(({ item }) =>
        item.kind !== 'prompt'
          ? {}
          : { placedDepthPercent: { 25: 20, 50: 44.9, 75: 61 }[item.depthPercent] ?? 0 },
      ),
    )
    // Of each of two lengths and two repeats, those of 50, 75 and 100; 25 is 5 points off and no more.
    expect(warnings).toEqual([
      'needle: in 12 of 20 prompts the needle stands more than 5 points from the depth asked for, at the most at 0.0 % instead of ' +
        '100.0 %. Tables and grids give the depth reached.',
    ])
  })
})

describe('a study whose answers are all empty', () => {
  it('has no figure without a picture, counts failures, and says why', async () => {
    const report = composeDocument(await contentsWith(() => silent))
    const blocks = report.sections.flatMap((section) => section.blocks)
    const figures = blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : []))
    expect(figures.every(({ panels }) => panels.length > 0)).toBe(true)
    expect(figures.map(({ id }) => id)).not.toContain('entropy-answering-1')
    const notes = blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : []))
    expect(notes).toContain('Entropy while answering: no cell has a value to draw.')
    expect(notes.filter((note) => note.startsWith('needle: 20 of 20 answers are empty'))).toHaveLength(1)
    expect(JSON.stringify(report)).toContain('20 failed without a word')
    const grid = figures.find(({ id }) => id === 'retrieval-1')
    expect(grid?.table.rows.map((row) => row.slice(6, 9))).toEqual(
      Array.from({ length: 10 }, () => [0, 2, '2 empty']),
    )
  })
})
