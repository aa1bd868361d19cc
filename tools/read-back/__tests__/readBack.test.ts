import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openExperiment } from '../../../src-main/store'
import { writeSample } from '../../../src-main/store/__tests__/sampleExperiment'

/** A Python with NumPy: the one in the path, or Debian's beside it. */
const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import numpy']).status === 0,
)

const tableSchema = z.object({ rows: z.int(), columns: z.array(z.string()) })
const foundSchema = z.object({
  cells: z.int(),
  meanEntropyNats: z.array(z.number().nullable()),
  reader: z.string(),
  tables: z.record(z.string(), tableSchema),
})

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ropewalk-read-back-'))
})

afterAll(() => rm(folder, { recursive: true }))

test.skipIf(python === undefined)(
  'Python reads hashes, tensors and tables without Ropewalk (needs python3 with numpy)',
  async () => {
    const path = join(folder, 'sample.ropewalk')
    await writeSample(path)
    const script = join(import.meta.dirname, '..', 'read_back.py')
    const { stdout, stderr, status } = spawnSync(python ?? 'python3', [script, path], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const found = foundSchema.parse(JSON.parse(stdout))
    const experiment = await openExperiment(path)
    const { cells } = experiment
    await experiment.close()
    expect(found.cells).toBe(cells.length)
    for (const [index, cell] of cells.entries()) {
      const mean = found.meanEntropyNats[index]
      if (cell.status === 'failed') expect(mean).toBeNull()
      else expect(mean).toBeCloseTo(cell.observation.meanEntropyNats, 9)
    }
    const rows = Object.fromEntries(Object.entries(found.tables).map(([name, table]) => [name, table.rows]))
    expect(rows).toEqual({ cells: 12, distance: 44, heads: 66, positions: 16 })
    expect(found.tables.cells.columns).toEqual(
      expect.arrayContaining(['cell', 'extension', 'contextTokens', 'sumNllNats', 'scoredTokens', 'passed']),
    )
    expect(found.tables.heads.columns).toEqual(expect.arrayContaining(['layer', 'head', 'meanEntropyNats']))
  },
)
