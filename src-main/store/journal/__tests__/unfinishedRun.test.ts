import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleCells, sampleOptions, sampleSpec } from '../../__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { openJournal } from '../openJournal'
import { discardUnfinishedRun, listUnfinishedTargets, readUnfinishedRun } from '../unfinishedRun'

async function makeUnfinished(specFolder?: string): Promise<string> {
  const target = join(await makeTemporaryFolder(), 'a.ropewalk')
  const journal = await openJournal(target, { ...sampleOptions, ...(specFolder && { specFolder }) })
  for (const { cell, tensors, timing } of sampleCells.slice(0, 3)) await journal.append(cell, tensors, timing)
  await journal.close()
  return target
}

test('tells what a run was about and how far it came', async () => {
  const target = await makeUnfinished('/specs')
  await appendFile(join(`${target}.journal`, 'journal.ndjson'), '{"cell": torn')
  expect(await listUnfinishedTargets(dirname(target))).toEqual([target])
  expect(await readUnfinishedRun(target)).toMatchObject({
    target,
    spec: sampleSpec,
    specFolder: '/specs',
    finishedCells: 3,
  })
})

test('takes the folder of the target where nobody said what the paths are relative to', async () => {
  const target = await makeUnfinished()
  expect(await readUnfinishedRun(target)).toMatchObject({ specFolder: dirname(target) })
})

test('counts a cell that failed later as not done', async () => {
  const target = await makeUnfinished()
  const journal = await openJournal(target, { ...sampleOptions, mode: 'resume' })
  const [{ cell, timing }] = sampleCells
  const error = { code: 'engine.crashed', message: 'Gone.', details: {} } as const
  const { id, model, task, extension, contextTokens, item, resolvedExtension, attentionFactor } = cell
  const key = { id, model, task, extension, contextTokens, item, resolvedExtension, attentionFactor }
  await journal.append({ ...key, status: 'failed', error }, [], timing)
  await journal.close()
  expect(await readUnfinishedRun(target)).toMatchObject({ finishedCells: 2 })
})

test('offers nothing that cannot be taken up', async () => {
  const target = await makeUnfinished()
  const journal = await openJournal(target, { ...sampleOptions, mode: 'resume' })
  expect(await readUnfinishedRun(target)).toBeNull()
  await journal.close()
  const file = join(`${target}.journal`, 'journal.ndjson')
  const [header, ...lines] = (await readFile(file, 'utf8')).split('\n')
  await writeFile(file, [header.replace('"Sample"', '7'), ...lines].join('\n'))
  expect(await readUnfinishedRun(target)).toBeNull()
  await rm(file)
  expect(await readUnfinishedRun(target)).toBeNull()
  expect(await listUnfinishedTargets(join(dirname(target), 'missing'))).toEqual([])
})

test('gives a run up, but never one that is being written', async () => {
  const target = await makeUnfinished()
  const journal = await openJournal(target, { ...sampleOptions, mode: 'resume' })
  await expect(discardUnfinishedRun(target)).rejects.toMatchObject({ code: 'target.locked' })
  await journal.close()
  await writeFile(target, 'a finished file')
  await discardUnfinishedRun(target)
  expect(await readdir(dirname(target))).toEqual(['a.ropewalk'])
  await discardUnfinishedRun(target)
})

test('gives what is kept so far while the run goes on', async () => {
  const target = await makeUnfinished()
  const journal = await openJournal(target, { ...sampleOptions, mode: 'resume' })
  const last = sampleCells.at(4)!
  await journal.append(last.cell, last.tensors, last.timing)
  expect(journal.cells.map(({ id }) => id)).toEqual([0, 1, 2, 4].map((index) => sampleCells[index].cell.id))
  expect(journal.timings.map(({ id }) => id)).toEqual(journal.cells.map(({ id }) => id))
  expect(await journal.readTensors(journal.cells[3])).toEqual(last.tensors)
  await journal.close()
})
