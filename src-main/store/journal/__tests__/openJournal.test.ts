import { chmod, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { ErrorCode } from '../../../contract'
import {
  sampleCells,
  sampleDraft,
  sampleOptions,
  writeSample,
  type SampleCell,
} from '../../__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { MAX_CELLS } from '../../archive/limits'
import { writeBytes, type WriteBytes } from '../../writeBytes'
import { openJournal } from '../openJournal'
import { readJournal } from '../readJournal'

vi.setConfig({ testTimeout: 60_000 })

const resume = { ...sampleOptions, mode: 'resume' as const }

function failsWith(code: ErrorCode): object {
  return expect.objectContaining({ code })
}

/** A target whose journal holds the first `count` sample cells, closed. */
async function makeUnfinished(count: number): Promise<string> {
  const target = join(await makeTemporaryFolder(), 'a.ropewalk')
  const journal = await openJournal(target, sampleOptions)
  for (const sample of sampleCells.slice(0, count)) await appendSample(journal, sample)
  await journal.close()
  return target
}

function appendSample(
  journal: Awaited<ReturnType<typeof openJournal>>,
  { cell, tensors, timing }: SampleCell,
) {
  return journal.append(cell, tensors, timing)
}

/** Resumes, measures what is missing, finishes, and returns the file. */
async function completeRun(target: string): Promise<Buffer> {
  const journal = await openJournal(target, resume)
  const found = new Set(journal.recovered.map((cell) => cell.id))
  for (const sample of sampleCells) if (!found.has(sample.cell.id)) await appendSample(journal, sample)
  await journal.finish(sampleDraft)
  return readFile(target)
}

async function writeUninterrupted(): Promise<Buffer> {
  const target = join(await makeTemporaryFolder(), 'whole.ropewalk')
  await writeSample(target)
  return readFile(target)
}

describe('resume', () => {
  test('goes on where the run was cut off, and the file is the same', async () => {
    const target = await makeUnfinished(5)
    expect(await completeRun(target)).toEqual(await writeUninterrupted())
  })

  test('begins anew where nothing is', async () => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    const journal = await openJournal(target, resume)
    expect(journal.recovered).toEqual([])
    await journal.close()
    expect(await readdir(join(target, '..'))).toEqual([])
  })

  test('a journal torn at any byte of its last line keeps all cells before it', async () => {
    const target = await makeUnfinished(3)
    const path = `${target}.journal/journal.ndjson`
    const whole = await readFile(path)
    const lastLine = whole.lastIndexOf(0x0a, whole.length - 2) + 1
    expect(whole.length - lastLine).toBeGreaterThan(500)
    const kept = sampleCells.slice(0, 2).map(({ cell }) => cell.id)
    for (let length = lastLine; length < whole.length; length++) {
      await writeFile(path, whole.subarray(0, length))
      const content = await readJournal(`${target}.journal`)
      expect(content).toMatchObject({ wholeBytes: lastLine, warnings: [] })
      expect(content?.entries.map(({ cell }) => cell.id)).toEqual(kept)
    }
    const journal = await openJournal(target, resume)
    expect(journal.recovered.map((cell) => cell.id)).toEqual(kept)
    await journal.close()
    expect((await readFile(path)).length).toBe(lastLine)
    expect(await completeRun(target)).toEqual(await writeUninterrupted())
  })

  test('a header torn at any byte is a journal that never began', async () => {
    const target = await makeUnfinished(1)
    const path = `${target}.journal/journal.ndjson`
    const whole = await readFile(path)
    for (let length = 0; length <= whole.indexOf(0x0a); length += 7) {
      await mkdir(`${target}.journal`, { recursive: true })
      await writeFile(path, whole.subarray(0, length))
      const journal = await openJournal(target, resume)
      expect(journal.recovered).toEqual([])
      await journal.close()
    }
  })

  test.each([
    ['missing', (path: string) => rm(path)],
    ['too short', (path: string) => truncate(path, 16)],
    ['changed', async (path: string) => writeFile(path, (await readFile(path)).fill(1, 8, 9))],
  ])('a cell whose tensors are %s counts as not finished', async (_what, damage) => {
    const target = await makeUnfinished(3)
    await damage(`${target}.journal/tensors/1.bin`)
    const journal = await openJournal(target, resume)
    expect(journal.recovered.map((cell) => cell.id)).toEqual([sampleCells[0].cell.id, sampleCells[2].cell.id])
    expect(journal.warnings).toEqual([expect.stringContaining('1.bin')])
    await journal.close()
    expect(await completeRun(target)).toEqual(await writeUninterrupted())
  })

  test('a damaged line in the middle costs its cell only', async () => {
    const target = await makeUnfinished(3)
    const path = `${target}.journal/journal.ndjson`
    const lines = (await readFile(path, 'utf8')).split('\n')
    lines[2] = lines[2].replace('"done"', '"dome"')
    await writeFile(path, lines.join('\n'))
    const journal = await openJournal(target, resume)
    expect(journal.recovered).toHaveLength(2)
    expect(journal.warnings).toEqual([expect.stringContaining('journal.ndjson, line 3')])
    await journal.close()
  })

  test('tensor files that no line names are removed', async () => {
    const target = await makeUnfinished(2)
    await writeFile(`${target}.journal/tensors/7.bin`, 'left behind')
    const journal = await openJournal(target, resume)
    await appendSample(journal, sampleCells[2])
    await journal.close()
    expect((await readdir(`${target}.journal/tensors`)).sort()).toEqual(['0.bin', '1.bin', '2.bin'])
  })

  test('refuses the journal of another spec', async () => {
    const target = await makeUnfinished(1)
    const spec = { ...sampleOptions.spec, seed: 8 }
    await expect(openJournal(target, { ...resume, spec })).rejects.toMatchObject({
      code: 'experiment.mismatch',
      message: expect.stringContaining('the experiment spec changed'),
    })
    const journal = await openJournal(target, resume)
    expect(journal.recovered).toHaveLength(1)
    await journal.close()
  })

  test('refuses when a model or the engine changed since the run began', async () => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    const facts = { 'model sample.gguf': 'aa', engine: 'b1' }
    const journal = await openJournal(target, { ...sampleOptions, facts })
    await appendSample(journal, sampleCells[0])
    await journal.close()
    await expect(openJournal(target, { ...resume, facts: { ...facts, engine: 'b2' } })).rejects.toMatchObject(
      {
        code: 'experiment.mismatch',
        details: { changed: 'engine' },
      },
    )
    await (await openJournal(target, { ...resume, facts })).close()
  })

  test('refuses a journal of a newer version', async () => {
    const target = await makeUnfinished(1)
    const path = `${target}.journal/journal.ndjson`
    await writeFile(path, (await readFile(path, 'utf8')).replace('"version":1', '"version":2'))
    await expect(openJournal(target, resume)).rejects.toEqual(failsWith('experiment.newerMajor'))
  })
})

describe('target', () => {
  test('an existing file is kept unless it may be replaced', async () => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    await writeFile(target, 'precious')
    await expect(openJournal(target, sampleOptions)).rejects.toEqual(failsWith('target.exists'))
    await expect(openJournal(target, resume)).rejects.toEqual(failsWith('target.exists'))
    expect(await readdir(join(target, '..'))).toEqual(['a.ropewalk'])
    const journal = await openJournal(target, { ...sampleOptions, whenTargetExists: 'replace' })
    for (const sample of sampleCells) await appendSample(journal, sample)
    expect(await readFile(target, 'utf8')).toBe('precious')
    await journal.finish(sampleDraft)
    expect(await readFile(target)).toEqual(await writeUninterrupted())
  })

  test('a file that appears while the run goes on is not overwritten', async () => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    const journal = await openJournal(target, sampleOptions)
    for (const sample of sampleCells) await appendSample(journal, sample)
    await writeFile(target, 'precious')
    await expect(journal.finish(sampleDraft)).rejects.toEqual(failsWith('target.exists'))
    expect(await readFile(target, 'utf8')).toBe('precious')
    await rm(target)
    await journal.finish(sampleDraft)
    expect(await readFile(target)).toEqual(await writeUninterrupted())
  })

  test('an unfinished run is kept unless it may be replaced', async () => {
    const target = await makeUnfinished(2)
    await expect(openJournal(target, sampleOptions)).rejects.toMatchObject({
      code: 'target.exists',
      message: expect.stringContaining('--resume'),
    })
    const journal = await openJournal(target, { ...sampleOptions, whenTargetExists: 'replace' })
    expect(journal.recovered).toEqual([])
    await journal.close()
    expect(await readdir(join(target, '..'))).toEqual([])
  })

  test('a missing folder, a folder as target and a file as folder are told apart', async () => {
    const folder = await makeTemporaryFolder()
    await writeFile(join(folder, 'file'), '')
    await mkdir(join(folder, 'folder'))
    await expect(openJournal(join(folder, 'none', 'a'), sampleOptions)).rejects.toEqual(
      failsWith('target.missingDirectory'),
    )
    await expect(openJournal(join(folder, 'folder'), sampleOptions)).rejects.toEqual(
      failsWith('target.notWritable'),
    )
    await expect(openJournal(join(folder, 'file', 'a'), sampleOptions)).rejects.toEqual(
      failsWith('target.notWritable'),
    )
  })

  test.runIf(process.platform === 'linux')('a folder that takes no entries', async () => {
    await expect(openJournal('/proc/a.ropewalk', sampleOptions)).rejects.toEqual(
      failsWith('target.missingDirectory'),
    )
  })

  // The administrator may write everywhere.
  test.runIf(process.getuid !== undefined && process.getuid() !== 0)(
    'a read-only folder (needs a user other than root)',
    async () => {
      const folder = await makeTemporaryFolder()
      await chmod(folder, 0o555)
      await expect(openJournal(join(folder, 'a'), sampleOptions)).rejects.toEqual(
        failsWith('target.notWritable'),
      )
      await chmod(folder, 0o755)
    },
  )

  test('two writers on one target: the second names the first', async () => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    const journal = await openJournal(target, sampleOptions)
    await expect(openJournal(target, resume)).rejects.toMatchObject({
      code: 'target.locked',
      message: expect.stringContaining(`process ${process.pid}`),
      details: { pid: process.pid },
    })
    await journal.close()
    await (await openJournal(target, resume)).close()
  })
})

describe('a full disk', () => {
  /** Writes half of the bytes and fails, as long as `isFull` says so. */
  function makeDisk(): { isFull: boolean; writeBytes: WriteBytes } {
    const disk = {
      isFull: false,
      writeBytes: (async (handle, bytes, position) => {
        if (!disk.isFull) return writeBytes(handle, bytes, position)
        await writeBytes(handle, bytes.subarray(0, bytes.length / 2), position)
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      }) satisfies WriteBytes,
    }
    return disk
  }

  test('costs the cell being written, and no other', async () => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    const disk = makeDisk()
    const journal = await openJournal(target, {
      ...sampleOptions,
      writeBytes: (...args) => disk.writeBytes(...args),
    })
    await appendSample(journal, sampleCells[0])
    disk.isFull = true
    await expect(appendSample(journal, sampleCells[1])).rejects.toEqual(failsWith('disk.full'))
    await expect(appendSample(journal, sampleCells[11])).rejects.toEqual(failsWith('disk.full'))
    disk.isFull = false
    await appendSample(journal, sampleCells[2])
    await journal.close()
    const resumed = await openJournal(target, resume)
    expect(resumed.warnings).toEqual([])
    expect(resumed.recovered.map((cell) => cell.id)).toEqual([sampleCells[0].cell.id, sampleCells[2].cell.id])
    await resumed.close()
    expect(await completeRun(target)).toEqual(await writeUninterrupted())
  })

  test('at the end leaves nothing under the final name, and the run can be finished later', async () => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    const disk = makeDisk()
    const journal = await openJournal(target, {
      ...sampleOptions,
      writeBytes: (...args) => disk.writeBytes(...args),
    })
    for (const sample of sampleCells) await appendSample(journal, sample)
    disk.isFull = true
    await expect(journal.finish(sampleDraft)).rejects.toEqual(failsWith('disk.full'))
    expect(await readdir(join(target, '..'))).toEqual(['a.ropewalk.journal'])
    expect((await readdir(`${target}.journal`)).sort()).toEqual(['journal.ndjson', 'lock', 'tensors'])
    await journal.close()
    expect(await completeRun(target)).toEqual(await writeUninterrupted())
  })

  test('at the start leaves nothing to resume', async () => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    const disk = makeDisk()
    disk.isFull = true
    const options = { ...sampleOptions, writeBytes: disk.writeBytes }
    await expect(openJournal(target, options)).rejects.toEqual(failsWith('disk.full'))
    const journal = await openJournal(target, sampleOptions)
    expect(journal.recovered).toEqual([])
    await journal.close()
  })
})

describe('broken promises of the caller', () => {
  test.each([
    [
      'a number that is not finite',
      { ...sampleCells[0].cell, attentionFactor: Number.NaN },
      sampleCells[0].timing,
    ],
    [
      'a cell that is not planned',
      { ...sampleCells[0].cell, id: 'x' },
      { ...sampleCells[0].timing, id: 'x' },
    ],
    ['the timing of another cell', sampleCells[0].cell, sampleCells[1].timing],
  ])('%s is refused, and nothing is written', async (_what, cell, timing) => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    const journal = await openJournal(target, sampleOptions)
    await expect(journal.append(cell, [], timing)).rejects.toEqual(failsWith('invariant.broken'))
    await appendSample(journal, sampleCells[1])
    await journal.close()
    const resumed = await openJournal(target, resume)
    expect(resumed.recovered).toHaveLength(1)
    await resumed.close()
  })

  test('a manifest that miscounts is refused', async () => {
    const target = join(await makeTemporaryFolder(), 'a.ropewalk')
    const journal = await openJournal(target, sampleOptions)
    await appendSample(journal, sampleCells[0])
    await expect(journal.finish(sampleDraft)).rejects.toEqual(failsWith('invariant.broken'))
    await journal.close()
    await expect(appendSample(journal, sampleCells[1])).rejects.toEqual(failsWith('invariant.broken'))
  })
})

test('more cells than a file holds are refused before anything is measured', async () => {
  const folder = await makeTemporaryFolder()
  const plannedCellIds = Array.from({ length: MAX_CELLS + 1 }, (_unused, index) => `c${index}`)
  const opened = openJournal(join(folder, 'a.ropewalk'), { ...sampleOptions, plannedCellIds })
  await expect(opened).rejects.toMatchObject({
    code: 'experiment.invalid',
    message:
      `Too many cells for one file: ${MAX_CELLS + 1}. Expected at most ${MAX_CELLS}. ` +
      'Run parts of the plan one by one: fewer models or contexts in a spec, or ropewalk run --shard.',
  })
  expect(await readdir(folder)).toEqual([])
})

test('a writer whose run was taken over from another machine writes no more and leaves the other’s journal', async () => {
  const target = join(await makeTemporaryFolder(), 'a.ropewalk')
  const journal = await openJournal(target, { ...sampleOptions, signOfLifeMs: 5 })
  await appendSample(journal, sampleCells[0])
  const lock = join(`${target}.journal`, 'lock')
  const other = JSON.stringify({ pid: 1, startToken: null, host: 'elsewhere', signOfLifeMs: 15_000 })
  await writeFile(lock, other)
  await vi.waitFor(() =>
    expect(appendSample(journal, sampleCells[1])).rejects.toMatchObject({
      code: 'target.locked',
      message: expect.stringContaining('Another run has taken this experiment over'),
    }),
  )
  await expect(journal.finish(sampleDraft)).rejects.toMatchObject({ code: 'target.locked' })
  await journal.close()
  expect(await readFile(lock, 'utf8')).toBe(other)
})
