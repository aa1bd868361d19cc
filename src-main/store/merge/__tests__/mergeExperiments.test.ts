import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import type { ManifestDraft } from '../../../contract'
import {
  sampleCells,
  sampleDraft,
  sampleIds,
  sampleOptions,
  writeSample,
  type SampleCell,
} from '../../__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { editAnnotations } from '../../annotate/editAnnotations'
import { readAnnotations } from '../../annotate/readAnnotations'
import { toJournalFolder } from '../../journal/journalFolder'
import { openJournal } from '../../journal/openJournal'
import { openExperiment } from '../../openExperiment'
import { verifyExperiment } from '../../verify/verifyExperiment'
import { ArchivePool } from '../ArchivePool'
import { mergeExperiments } from '../mergeExperiments'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder = ''
let target = ''

beforeEach(async () => {
  folder = await makeTemporaryFolder()
  target = join(folder, 'merged.ropewalk')
})

const options = { plannedCellIds: sampleIds, whenTargetExists: 'refuse' } as const

/** A file with some of the sample's cells. */
async function writeShare(
  name: string,
  cells: readonly SampleCell[],
  draft: Partial<ManifestDraft> = {},
): Promise<string> {
  const path = join(folder, name)
  const done = cells.filter(({ cell }) => cell.status === 'done').length
  const counts = { planned: cells.length, done, failed: cells.length - done }
  await writeSample(path, { cells, draft: { cells: counts, ...draft } })
  return path
}

function withNll(sample: SampleCell, sumNllNats: number): SampleCell {
  if (sample.cell.status === 'failed' || sample.cell.outcome.kind !== 'perplexity')
    throw new Error('no window')
  return { ...sample, cell: { ...sample.cell, outcome: { ...sample.cell.outcome, sumNllNats } } }
}

test('interleaved shares of three machines equal the file that one machine would have written', async () => {
  const whole = join(folder, 'whole.ropewalk')
  await writeSample(whole)
  const paths: string[] = []
  for (const share of [0, 1, 2])
    paths.push(
      await writeShare(
        `share-${share}.ropewalk`,
        sampleCells.filter((_, index) => index % 3 === share),
        { engine: { ...sampleDraft.engine, cpuModel: `machine ${share}` } },
      ),
    )
  expect(await mergeExperiments(paths, target, options)).toEqual({ planned: 12, done: 11, failed: 1 })
  const [merged, expected] = [await openExperiment(target), await openExperiment(whole)]
  expect(merged.cells).toEqual(expected.cells)
  expect(merged.timings).toEqual(expected.timings)
  for (const [index, cell] of merged.cells.entries())
    expect(await merged.readTensors(cell)).toEqual(await expected.readTensors(expected.cells[index]))
  const hashes = ({ manifest }: typeof merged) =>
    Object.entries(manifest.parts).filter(([name]) => name !== 'ro-crate-metadata.json')
  expect(hashes(merged)).toEqual(hashes(expected))
  expect(merged.manifest.shards?.map(({ engine, cells }) => [engine.cpuModel, cells])).toEqual([
    ['machine 0', 4],
    ['machine 1', 4],
    ['machine 2', 4],
  ])
  await Promise.all([merged.close(), expected.close()])
  expect(await verifyExperiment(target)).toMatchObject({ ok: true })
})

test('a cell that failed in one file is taken from the file that finished it', async () => {
  const [first] = sampleCells
  const failed: SampleCell = {
    ...sampleCells[11],
    cell: { ...first.cell, status: 'failed', error: { code: 'engine.hung', message: 'Hung.', details: {} } },
    timing: first.timing,
    tensors: [],
  }
  const paths = [await writeShare('a.ropewalk', [failed]), await writeShare('b.ropewalk', [first])]
  expect(await mergeExperiments(paths, target, options)).toEqual({ planned: 12, done: 1, failed: 0 })
  expect(await verifyExperiment(target)).toMatchObject({ ok: true })
})

test('what analysts noted in the files is kept, and what stands in both stands once', async () => {
  const place = { cellId: null, layer: 0, head: 1, queryPosition: null, keyPosition: null }
  const [ours, theirs] = ['x', 'y'].map((id) => ({ id, name: id, place }))
  const a = await writeShare('a.ropewalk', sampleCells.slice(0, 6))
  const b = await writeShare('b.ropewalk', sampleCells.slice(6))
  await editAnnotations(a, (current) => ({ ...current, bookmarks: [ours] }))
  await editAnnotations(b, (current) => ({ ...current, bookmarks: [ours, theirs] }))
  await mergeExperiments([a, b], target, options)
  expect((await readAnnotations(target)).bookmarks).toEqual([ours, theirs])
})

const engine = sampleDraft.engine
const [model] = sampleDraft.models
const conflicts: [string, Partial<ManifestDraft>, string][] = [
  ['another setting', { spec: { ...sampleDraft.spec, seed: 8 } }, 'the setting seed is 7 and 8'],
  [
    'another model of the same name',
    { models: [{ ...model, sha256: 'd'.repeat(64) }] },
    'the model sample is another file',
  ],
  [
    'another text',
    { corpora: [{ path: 'corpus.txt', sha256: 'e'.repeat(64), bytes: 1 }] },
    'the text corpus.txt is another file',
  ],
  ['another release', { engine: { ...engine, llamaRelease: 'b9' } }, 'the llama.cpp release is b1234 and b9'],
  ['another backend', { engine: { ...engine, backend: 'cuda' } }, 'the backend is cpu and cuda'],
]

test.each(conflicts)('%s is refused and named, and nothing is written', async (_what, draft, sentence) => {
  const a = await writeShare('a.ropewalk', sampleCells.slice(0, 6))
  const b = await writeShare('b.ropewalk', sampleCells.slice(6), draft)
  await expect(mergeExperiments([a, b], target, options)).rejects.toMatchObject({
    code: 'experiment.mismatch',
    message: expect.stringContaining(sentence),
  })
  expect((await readdir(folder)).sort()).toEqual(['a.ropewalk', 'b.ropewalk'])
})

test('two results of one cell are a conflict beyond the tolerance between the machines, and none within', async () => {
  const [first] = sampleCells
  const other = { engine: { ...engine, cpuModel: 'another' } }
  const a = await writeShare('a.ropewalk', [first])
  const near = await writeShare('near.ropewalk', [withNll(first, 6.001)], other)
  const far = await writeShare('far.ropewalk', [withNll(first, 6.1)], other)
  const sameMachine = await writeShare('same.ropewalk', [withNll(first, 6.001)])
  const conflict = {
    message: expect.stringContaining('the cell m0/none/n256/i0 has two results (outcome.sumNllNats)'),
  }
  await expect(mergeExperiments([a, far], target, options)).rejects.toMatchObject(conflict)
  await expect(mergeExperiments([a, sameMachine], target, options)).rejects.toMatchObject(conflict)
  expect(await mergeExperiments([a, near], target, options)).toMatchObject({ done: 1 })
})

/** A journal whose run was cut off after `cells`. */
async function writeJournal(
  name: string,
  cells: readonly SampleCell[],
  draft?: ManifestDraft,
): Promise<string> {
  const path = join(folder, name)
  const journal = await openJournal(path, { ...sampleOptions, ...(draft && { draft }) })
  for (const { cell, tensors, timing } of cells) await journal.append(cell, tensors, timing)
  await journal.close()
  return toJournalFolder(path)
}

test('the journal of a run that was cut off is merged like a file, and stays', async () => {
  const whole = join(folder, 'whole.ropewalk')
  await writeSample(whole)
  const file = await writeShare('a.ropewalk', sampleCells.slice(6))
  const journal = await writeJournal('b.ropewalk', sampleCells.slice(0, 6), sampleDraft)
  expect(await mergeExperiments([journal, file], target, options)).toEqual({
    planned: 12,
    done: 11,
    failed: 1,
  })
  const [merged, expected] = [await openExperiment(target), await openExperiment(whole)]
  expect(merged.cells).toEqual(expected.cells)
  for (const [index, cell] of merged.cells.entries())
    expect(await merged.readTensors(cell)).toEqual(await expected.readTensors(expected.cells[index]))
  await Promise.all([merged.close(), expected.close()])
  expect(await verifyExperiment(target)).toMatchObject({ ok: true })
  expect(await readdir(journal)).toEqual(expect.arrayContaining(['journal.ndjson', 'tensors']))
})

test('a journal that is still written, or says too little, is refused by name', async () => {
  const file = await writeShare('a.ropewalk', sampleCells.slice(6))
  const bare = await writeJournal('bare.ropewalk', sampleCells.slice(0, 6))
  await expect(mergeExperiments([bare, file], target, options)).rejects.toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining(bare),
  })
  const live = await openJournal(join(folder, 'live.ropewalk'), { ...sampleOptions, draft: sampleDraft })
  const journal = toJournalFolder(join(folder, 'live.ropewalk'))
  await expect(mergeExperiments([file, journal], target, options)).rejects.toMatchObject({
    code: 'target.locked',
    message: expect.stringContaining(journal),
  })
  await live.close()
})

test('texts of the second and third file contradict each other though the first has neither', async () => {
  const text = { path: 'corpus.txt', sha256: 'a'.repeat(64), bytes: 1 }
  const a = await writeShare('a.ropewalk', sampleCells.slice(0, 4), { corpora: [] })
  const b = await writeShare('b.ropewalk', sampleCells.slice(4, 8), { corpora: [text] })
  const c = await writeShare('c.ropewalk', sampleCells.slice(8), {
    corpora: [{ ...text, sha256: 'b'.repeat(64) }],
  })
  await expect(mergeExperiments([a, b, c], target, options)).rejects.toMatchObject({
    message: expect.stringContaining(`${c}: the text corpus.txt is another file`),
  })
})

test.runIf(process.platform === 'linux')('a few files of many are open at a time', async () => {
  const sample = await writeShare('sample.ropewalk', sampleCells.slice(0, 1))
  const paths = Array.from({ length: 60 }, (_, index) => join(folder, `${index}.ropewalk`))
  for (const path of paths) await copyFile(sample, path)
  const before = (await readdir('/proc/self/fd')).length
  const pool = new ArchivePool()
  let most = 0
  for (const path of [...paths, ...paths]) {
    expect(await pool.use(path, (archive) => Promise.resolve(archive.has('manifest.json')))).toBe(true)
    most = Math.max(most, (await readdir('/proc/self/fd')).length - before)
  }
  expect(most).toBeLessThan(24)
  await pool.closeAll()
})

test('an existing target is refused', async () => {
  const a = await writeShare('a.ropewalk', sampleCells.slice(0, 6))
  const b = await writeShare('b.ropewalk', sampleCells.slice(6))
  await mergeExperiments([a, b], target, options)
  await expect(mergeExperiments([a, b], target, options)).rejects.toMatchObject({ code: 'target.exists' })
  expect(await mergeExperiments([a, b], target, { ...options, whenTargetExists: 'replace' })).toMatchObject({
    done: 11,
  })
})
