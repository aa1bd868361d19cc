import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents } from '../../contents'
import { findCheckpoints } from '../checkpoints'
import { findingsOf } from '../findingsOf'
import { collectPatternRows } from '../patternRows'
import { collectRetrievalRows } from '../retrievalRows'
import { listStatements } from '../statements'

describe('collectPatternRows', () => {
  it('measures none against itself within training: no divergence', async () => {
    const rows = collectPatternRows(await readContents(createFixture()), 0)
    const within = rows.filter(
      ({ extension, contextTokens }) => extension === 'none' && contextTokens === 256,
    )
    expect(within).toHaveLength(6)
    for (const { divergenceNats, meanNllNats, baselineNllNats } of within) {
      expect(divergenceNats).toBe(0)
      expect(meanNllNats).toBe(baselineNllNats)
    }
  })

  it('measures a longer run against the trained length, over the longer support', async () => {
    const rows = collectPatternRows(await readContents(createFixture()), 0)
    const beyond = rows.filter(
      ({ extension, contextTokens }) => extension === 'none' && contextTokens === 1024,
    )
    for (const { divergenceNats } of beyond) {
      expect(divergenceNats).toBeGreaterThan(0)
      expect(divergenceNats).toBeLessThan(Math.LN2)
    }
  })

  it('has no divergence without a plain run of the model', async () => {
    const rows = collectPatternRows(await readContents(createFixture()), 0)
    expect(
      rows.filter(({ model }) => model !== 'base').every(({ divergenceNats }) => divergenceNats === null),
    ).toBe(true)
  })
})

describe('collectRetrievalRows', () => {
  it('has a row per finished answer and keeps its pairing', async () => {
    const contents = await readContents(
      createFixture({ fails: ({ item }) => item.kind === 'prompt' && item.repeat === 3 }),
    )
    const rows = collectRetrievalRows(contents, 1)
    expect(rows).toHaveLength(7 * 4 * 5 * 3)
    expect(
      new Set(
        rows.map((row) =>
          JSON.stringify([row.model, row.extension, row.contextTokens, row.depthPercent, row.repeat]),
        ),
      ).size,
    ).toBe(rows.length)
  })
})

describe('a result of RULER alone', () => {
  const ruler = { kind: 'ruler', subtasks: ['niah_single_1', 'vt'], samples: 8 }

  it('has its samples in finding 2, by subtask and without depths', async () => {
    const findings = await findingsOf(createFixture({ tasks: [ruler] }))
    const { uncertainty } = findings
    expect(uncertainty?.rows).toBe(7 * 4 * 2 * 8)
    expect(uncertainty?.pooled).toMatchObject({ subtasks: 2, byDepth: [] })
    expect(uncertainty?.pooled.withinLength.entropy.value).not.toBeNull()
    expect(listStatements(findings)[1].sentence).toContain('same length and subtask')
  })
})

describe('findCheckpoints', () => {
  it('finds two trained lengths with the same frequencies, and the model both started from', () => {
    expect(findCheckpoints(createFixture().manifest)).toMatchObject({
      shorter: { modelLabel: 'ntk short' },
      longer: { modelLabel: 'ntk long' },
      start: { modelLabel: 'base', extension: 'base:base=91896' },
    })
  })

  it('goes without the start where no extension gives it those frequencies', () => {
    expect(findCheckpoints(createFixture({ extensions: ['none'] }).manifest)?.start).toBeNull()
  })

  it('finds nothing in an experiment of one model', () => {
    expect(findCheckpoints(createFixture({ models: [{ path: 'a.gguf' }] }).manifest)).toBeNull()
  })
})

describe('findingsOf', () => {
  it('supports the findings that the fixture was made to show', async () => {
    const findings = await findingsOf(createFixture())
    expect(findings.pattern.verdict).toBe('supported')
    expect(findings.uncertainty?.verdict).toBe('supported')
    expect(findings.trainingLength?.longerAgainstShorter.longLengths.pairs).toBe(60)
  })

  it('says so where an experiment cannot speak to a finding', async () => {
    const source = createFixture({
      models: [{ path: 'a.gguf' }],
      tasks: [{ kind: 'perplexity', text: 'x.txt' }],
    })
    const statements = listStatements(await findingsOf(source))
    expect(statements.map(({ verdict }) => verdict)).toEqual(['cannot-tell', 'cannot-tell', 'cannot-tell'])
    expect(statements[1].sentence).toMatch(/no retrieval task/)
    expect(statements[2].sentence).toMatch(/no two checkpoints/)
  })
})
