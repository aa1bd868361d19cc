import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { computeSha256, openArchive } from '../archive/readArchive'
import { openJournal } from '../journal/openJournal'
import { openExperiment } from '../openExperiment'
import { sampleCells, sampleDraft, sampleOptions, writeSample } from './sampleExperiment'
import { makeTemporaryFolder } from './temporaryFolder'
import { readKeptTexts } from '../readKeptTexts'
import { verifyExperiment } from '../verify/verifyExperiment'

vi.setConfig({ testTimeout: 60_000 })

test('what was appended is what a reader finds, tensors bit for bit', async () => {
  const folder = await makeTemporaryFolder()
  const path = join(folder, 'a.ropewalk')
  await writeSample(path)
  expect(await readdir(folder)).toEqual(['a.ropewalk'])
  const experiment = await openExperiment(path)
  expect(experiment.warnings).toEqual([])
  const { parts, ...draft } = experiment.manifest
  expect(draft).toEqual(sampleDraft)
  expect(Object.keys(parts)).toContain('attention/000000.bin')
  expect(experiment.timings).toEqual(sampleCells.map(({ timing }) => timing))
  expect(experiment.cells).toHaveLength(12)
  for (const [index, { cell, tensors }] of sampleCells.entries()) {
    const found = experiment.cells[index]
    expect({ ...found, tensors: [] }).toEqual({ ...cell, tensors: [] })
    expect(await experiment.readTensors(found)).toEqual(tensors)
    if (found.status === 'done') expect(found.tensors.every(({ offset }) => offset % 8 === 0)).toBe(true)
  }
  await experiment.close()
})

test('cells appended in another order lie in plan order, and the bytes are the same', async () => {
  const folder = await makeTemporaryFolder()
  const paths = [join(folder, 'a.ropewalk'), join(folder, 'b.ropewalk')]
  await writeSample(paths[0])
  await writeSample(paths[1], { cells: [...sampleCells].reverse() })
  const [a, b] = await Promise.all(paths.map((path) => readFile(path)))
  expect(a.equals(b)).toBe(true)
})

test('bytes do not depend on the time zone or the time of writing', async () => {
  const folder = await makeTemporaryFolder()
  const before = process.env['TZ']
  const files: Buffer[] = []
  for (const zone of ['UTC', 'Pacific/Auckland', 'America/Los_Angeles']) {
    process.env['TZ'] = zone
    const path = join(folder, `${files.length}.ropewalk`)
    await writeSample(path)
    files.push(await readFile(path))
  }
  if (before === undefined) delete process.env['TZ']
  else process.env['TZ'] = before
  expect(files[1].equals(files[0])).toBe(true)
  expect(files[2].equals(files[0])).toBe(true)
})

test('the media type is the first part, stored, where programs look for it', async () => {
  const path = join(await makeTemporaryFolder(), 'a.ropewalk')
  await writeSample(path)
  const head = (await readFile(path)).subarray(0, 70).toString('latin1')
  expect(head.startsWith('PK\u0003\u0004')).toBe(true)
  expect(head.indexOf('mimetype')).toBe(30)
  expect(head.indexOf('application/vnd.ropewalk+zip')).toBe(38)
})

test('a cell written twice counts once, with its later outcome', async () => {
  const path = join(await makeTemporaryFolder(), 'a.ropewalk')
  const last = sampleCells[11]
  const retried = {
    ...sampleCells[9],
    cell: { ...sampleCells[9].cell, id: last.cell.id },
    timing: last.timing,
  }
  await writeSample(path, {
    cells: [...sampleCells, retried],
    draft: { cells: { planned: 12, done: 12, failed: 0 } },
  })
  const experiment = await openExperiment(path)
  expect(experiment.cells).toHaveLength(12)
  expect(experiment.cells[11]).toMatchObject({ id: last.cell.id, status: 'done' })
  expect(await experiment.readTensors(experiment.cells[11])).toEqual(sampleCells[9].tensors)
  await experiment.close()
})

test.each([
  ['small', 'Call me Ishmael.', true],
  ['none', 'Call me Ishmael.', false],
  ['small', 'x'.repeat(2 ** 19 + 1), false],
  ['all', 'x'.repeat(2 ** 19 + 1), true],
] as const)('keepTexts %s keeps a text as it allows', async (keepTexts, text, isKept) => {
  const path = join(await makeTemporaryFolder(), 'a.ropewalk')
  const sha256 = computeSha256(Buffer.from(text))
  const draft = {
    ...sampleDraft,
    spec: { ...sampleDraft.spec, keepTexts },
    corpora: [{ path: 'corpus.txt', sha256, bytes: text.length }],
  }
  const journal = await openJournal(path, sampleOptions)
  for (const { cell, tensors, timing } of sampleCells) await journal.append(cell, tensors, timing)
  await journal.finish(draft, new Map([['corpus.txt', text]]))
  const archive = await openArchive(path)
  const name = `corpora/${sha256}.txt`
  expect(archive.has(name)).toBe(isKept)
  if (isKept) expect(String(await archive.read(name))).toBe(text)
  archive.close()
  expect(await readKeptTexts(path)).toEqual(new Map(isKept ? [['corpus.txt', Buffer.from(text)]] : []))
  expect(await verifyExperiment(path)).toMatchObject({ ok: true })
})

test('a text that is not the one that was read is not kept', async () => {
  const path = join(await makeTemporaryFolder(), 'a.ropewalk')
  const journal = await openJournal(path, sampleOptions)
  for (const { cell, tensors, timing } of sampleCells) await journal.append(cell, tensors, timing)
  await journal.finish(sampleDraft, new Map([['corpus.txt', 'another text']]))
  const archive = await openArchive(path)
  expect(archive.partNames.filter((name) => name.startsWith('corpora/'))).toEqual([])
  archive.close()
})
