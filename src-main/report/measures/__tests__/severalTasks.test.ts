import { beforeAll, describe, expect, it } from 'vitest'
import { createFixture } from '../../__tests__/fixture'
import { readContents, type ExperimentContents } from '../../contents'
import { composeDocument } from '../../document/composeDocument'
import { composeResults } from '../../document/composeResults'
import { computeFindings, type Findings } from '../../findings/findingsOf'
import { compareTableOne } from '../../findings/tableOne'
import { listStatements } from '../../findings/statements'
import { computeDivergences } from '../divergence'
import { computeOverview } from '../overview'

/** Windows and repeats differ, so that the fixture's numbers do. */
const held = { kind: 'perplexity', text: 'corpora/held-out.txt', windows: 6 }
const book = { kind: 'perplexity', text: 'corpora/book.txt', windows: 9 }
const passkey = { kind: 'passkey', depths: [0, 50, 100], repeats: 4 }
const needle = { kind: 'needle', texts: ['essays.txt'], depths: [0, 100], repeats: 6 }
const contexts = [256, 512, 1024]

const contentsOf = (tasks: readonly object[]) => readContents(createFixture({ tasks, contexts }))

let several: ExperimentContents
let findings: Findings
/** The same experiment with one task of each family: the first of both, and the second of both. */
let alone: { contents: ExperimentContents; findings: Findings }[]

beforeAll(async () => {
  several = await contentsOf([held, passkey, needle, book])
  findings = computeFindings(several)
  alone = await Promise.all(
    [
      [held, passkey],
      [book, needle],
    ].map(async (tasks) => {
      const contents = await contentsOf(tasks)
      return { contents, findings: computeFindings(contents) }
    }),
  )
}, 300_000)

describe('an experiment with several tasks of a family', () => {
  it('has every finding of every task, each as if its task were alone', () => {
    expect(findings.patternByTask.map(({ task, name }) => [task, name])).toEqual([
      [0, 'perplexity (held-out.txt)'],
      [3, 'perplexity (book.txt)'],
    ])
    expect(findings.trainingLengthByTask.map(({ task, name }) => [task, name])).toEqual([
      [1, 'passkey'],
      [2, 'needle'],
    ])
    alone.forEach((one, place) => {
      const pattern = findings.patternByTask[place].finding
      expect(pattern.differenceNats).toEqual(one.findings.pattern.differenceNats)
      expect(pattern.perplexity).toEqual(one.findings.pattern.perplexity)
      expect(findings.trainingLengthByTask[place].finding).toEqual(one.findings.trainingLength)
      expect(findings.uncertaintyByTask[place].finding).toEqual(one.findings.uncertainty)
    })
    const [first, second] = findings.patternByTask
    expect(first.finding.differenceNats.value).not.toBe(second.finding.differenceNats.value)
    expect(findings.pattern).toBe(first.finding)
    expect(findings.trainingLength).toBe(findings.trainingLengthByTask[0].finding)
  })

  it('names the task in every title', () => {
    expect(listStatements(findings).map(({ title }) => title)).toEqual([
      'Finding 1: attention pattern, perplexity (held-out.txt)',
      'Finding 1: attention pattern, perplexity (book.txt)',
      'Finding 2: attention uncertainty, passkey',
      'Finding 2: attention uncertainty, needle',
      'Finding 3: training length, passkey',
      'Finding 3: training length, needle',
    ])
    const figures = composeDocument(several).sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : [])),
    )
    const titles = figures.map(({ title }) => title)
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([])
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length)
    expect(titles).toContain('Attention by distance, base, perplexity (book.txt)')
    expect(titles).toContain('Entropy while answering, needle')
  })

  it('has the divergence of every perplexity task', () => {
    const divergences = computeDivergences(several)
    alone.forEach(({ contents }, place) => {
      const task = [0, 3][place]
      const own = divergences.filter((measure) => measure.task === task)
      const expected = computeDivergences(contents)
      expect(own.map(({ perWindowNats, windows }) => [perWindowNats, windows])).toEqual(
        expected.map(({ perWindowNats, windows }) => [perWindowNats, windows]),
      )
      expect(
        own.every(
          ({ taskName }) => taskName === ['perplexity (held-out.txt)', 'perplexity (book.txt)'][place],
        ),
      ).toBe(true)
      const orders = compareTableOne(several.manifest, divergences).filter((order) => order.task === task)
      expect(orders.map(({ observed }) => observed)).toEqual(
        compareTableOne(contents.manifest, expected).map(({ observed }) => observed),
      )
    })
    const section = composeDocument(several).sections.find(({ id }) => id === 'divergence')
    for (const block of section?.blocks ?? [])
      if (block.kind === 'table') expect(block.table.columns[0].name).toBe('Task')
  })

  it('has a column for every task in CSV and Parquet results', () => {
    const { columns, rows } = composeResults(several)
    expect(columns.map(({ group, name }) => [group, name].filter((word) => word !== '').join(' '))).toEqual([
      'Model',
      'Extension',
      'Context',
      'Trained length',
      'perplexity (held-out.txt) Perplexity',
      'perplexity (book.txt) Perplexity',
      'passkey Pass rate',
      'needle Pass rate',
      'passkey Passes',
      'needle Passes',
      'passkey Prompts',
      'needle Prompts',
      'perplexity (held-out.txt) Reading entropy',
      'perplexity (book.txt) Reading entropy',
      'passkey Answer entropy',
      'needle Answer entropy',
    ])
    const [first, second] = alone.map(({ contents }) => composeResults(contents))
    rows.forEach((row, i) => {
      const [a, b] = [first.rows[i], second.rows[i]]
      const woven = [4, 5, 6, 7, 8, 9].flatMap((column) => [a[column], b[column]])
      expect(row).toEqual([...a.slice(0, 4), ...woven])
    })
    expect(rows[0][4]).not.toBe(rows[0][5])
    expect([rows[0][10], rows[0][11]]).toEqual([12, 12])
  })

  it('says how spread attention was while reading each text', () => {
    const [row] = computeOverview(several)
    // The fixture's entropy rises by 0.02 nats a window: over 6 windows by 0.05 on average, over 9 by 0.08.
    const [heldOut, , , bookText] = row.tasks
    expect((bookText.readingEntropyNats ?? 0) - (heldOut.readingEntropyNats ?? 0)).toBeCloseTo(0.03, 12)
    expect(row.readingEntropyNats).toBe(heldOut.readingEntropyNats)
  })
})

describe('an experiment without a task that asks for answers', () => {
  it('tells finding 3 from every text', async () => {
    const { trainingLengthByTask } = computeFindings(await contentsOf([held, book]))
    expect(trainingLengthByTask.map(({ name }) => name)).toEqual([
      'perplexity (held-out.txt)',
      'perplexity (book.txt)',
    ])
    const [first, second] = trainingLengthByTask.map(
      ({ finding }) => finding.longerAgainstShorter.longLengths,
    )
    expect([first.units, second.units]).toEqual([6, 9])
  })
})
