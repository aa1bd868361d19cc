import { expect, it } from 'vitest'
import type { ImportedResults } from '../../contract'
import { createFixture } from '../../report/__tests__/fixture'
import { computeOverview, readContents } from '../../report'
import { compareImported } from '../compareImported'

const imported: ImportedResults = {
  format: 'ropewalk-imported',
  version: 1,
  source: { tool: 'ruler', fileName: 'predictions.jsonl', sha256: 'a'.repeat(64), bytes: 1 },
  rows: (['perplexity', 'score'] as const).map((measure) => ({
    measure,
    model: 'theirs',
    task: null,
    contextTokens: 256,
    depthPercent: null,
    layer: null,
    head: null,
    value: 0.5,
    standardError: null,
    samples: null,
  })),
}

it('sets a value beside every task that measures the same, under its name', async () => {
  const contents = await readContents(
    createFixture({
      models: [{ path: 'a.gguf', label: 'ours' }],
      extensions: ['none'],
      contexts: [256],
      tasks: [
        { kind: 'perplexity', text: 'a.txt', windows: 3 },
        { kind: 'passkey', depths: [0], repeats: 2 },
        { kind: 'perplexity', text: 'b.txt', windows: 5 },
        { kind: 'needle', texts: ['c.txt'], depths: [0, 100], repeats: 3 },
      ],
    }),
  )
  const [{ tasks }] = computeOverview(contents)
  expect(
    compareImported(imported, contents).map(({ measure, task, measured }) => [measure, task, measured]),
  ).toEqual([
    ['perplexity', 'perplexity (a.txt)', tasks[0].perplexity],
    ['perplexity', 'perplexity (b.txt)', tasks[2].perplexity],
    ['score', 'passkey', tasks[1].passRate],
    ['score', 'needle', tasks[3].passRate],
  ])
  // exp of the mean NLL of the fixture's windows, 3.18 + 0.05 w nats: over 3 windows 3.23, over 5 windows 3.28.
  expect(tasks[0].perplexity).toBeCloseTo(Math.exp(3.23), 10)
  expect(tasks[2].perplexity).toBeCloseTo(Math.exp(3.28), 10)
})
