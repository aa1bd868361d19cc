import { describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { composeDocument } from '../../document/composeDocument'
import { readContents } from '../../contents'
import { computeFindings } from '../../findings/findingsOf'
import { listStatements } from '../../findings/statements'
import { computeOverview } from '../overview'
import { nameTasks } from '../taskNames'

const perplexity = { kind: 'perplexity', text: 'corpora/held-out.txt', windows: 3 }
const passkey = { kind: 'passkey', depths: [0, 100], repeats: 3 }
const needle = { kind: 'needle', texts: ['essays.txt'], depths: [0, 100], repeats: 2 }
const several = [perplexity, passkey, needle, { ...passkey, digits: 7, repeats: 1 }]

describe('several tasks', () => {
  it('are in every row under their names, counted each for itself', async () => {
    const contents = await readContents(createFixture({ tasks: several }))
    const rows = computeOverview(contents)
    for (const { tasks } of rows)
      expect(tasks.map(({ name, prompts }) => [name, prompts])).toEqual([
        ['perplexity', 0],
        ['passkey (5 digits)', 6],
        ['needle', 4],
        ['passkey (7 digits)', 2],
      ])
    const [first] = rows
    expect(first.passRate).toBe(first.tasks[1].passRate)
    expect(first.perplexity).toBe(first.tasks[0].perplexity)
    expect(first.perplexity).not.toBeNull()
  })

  it('have a column each in the summary, and a finding 2 each', async () => {
    const contents = await readContents(createFixture({ tasks: several }))
    const statements = listStatements(computeFindings(contents))
    expect(statements.map(({ title }) => title)).toEqual([
      'Finding 1: attention pattern',
      'Finding 2: attention uncertainty, passkey (5 digits)',
      'Finding 2: attention uncertainty, needle',
      'Finding 2: attention uncertainty, passkey (7 digits)',
      'Finding 3: training length, passkey (5 digits)',
      'Finding 3: training length, needle',
      'Finding 3: training length, passkey (7 digits)',
    ])
    const [summary] = composeDocument(contents).sections
    const groups = summary.blocks.flatMap((block) =>
      block.kind === 'table' ? block.table.columns.map(({ group }) => group) : [],
    )
    for (const name of ['passkey (5 digits)', 'needle', 'passkey (7 digits)'])
      expect(groups).toContain(`Passed (%): ${name}`)
  })

  it('are told apart by what they differ in, else by their number', () => {
    const { tasks } = createFixture({ tasks: [perplexity, { ...perplexity, text: 'b/book.txt' }] }).manifest
      .spec
    expect(nameTasks(tasks)).toEqual(['perplexity (held-out.txt)', 'perplexity (book.txt)'])
    const alike = createFixture({ tasks: [perplexity, needle, { ...needle, repeats: 5 }] }).manifest.spec
    expect(nameTasks(alike.tasks)).toEqual(['perplexity', 'needle (task 2)', 'needle (task 3)'])
  })

  it('that read nothing beyond the trained length get one line of finding 1', async () => {
    const contents = await readContents(createFixture({ contexts: [128, 256] }))
    const [pattern] = listStatements(computeFindings(contents))
    expect(pattern).toMatchObject({
      verdict: 'cannot-tell',
      sentence: 'Nothing was read beyond the trained length, which is what this finding is about.',
    })
  })
})
