import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { expect, test, vi } from 'vitest'
import { openArchive } from '../archive/readArchive'
import { encodeTable } from '../table/encodeTable'
import { sampleCells, writeSample } from './sampleExperiment'
import { makeTemporaryFolder } from './temporaryFolder'

vi.setConfig({ testTimeout: 60_000 })

async function readTable(path: string, name: string): Promise<Record<string, unknown>[]> {
  const archive = await openArchive(path)
  const bytes = new Uint8Array(await archive.read(`tables/${name}.parquet`))
  archive.close()
  return parquetReadObjects({ file: bytes.buffer })
}

test('the cells table has a row per cell with the outcome of its kind', async () => {
  const path = join(await makeTemporaryFolder(), 'a.ropewalk')
  await writeSample(path)
  const rows = await readTable(path, 'cells')
  expect(rows).toHaveLength(12)
  expect(rows[1]).toMatchObject({ cell: 1, kind: 'perplexity', window: 1, depthPercent: null, sumNllNats: 7 })
  expect(rows[2]).toMatchObject({
    kind: 'answer',
    passed: true,
    expected: '04711',
    needleFirst: 90,
    window: null,
  })
  expect(rows[5]).toMatchObject({ kind: 'answer', passed: false, failure: 'slip', answerEntropyNats: 2.5 })
  expect(rows[11]).toMatchObject({
    status: 'failed',
    errorCode: 'engine.crashed',
    kind: null,
    meanEntropyNats: null,
  })
})

test('the heads table has a row per cell, layer and head; an undefined measure is null', async () => {
  const path = join(await makeTemporaryFolder(), 'a.ropewalk')
  await writeSample(path)
  const rows = await readTable(path, 'heads')
  expect(rows).toHaveLength(11 * 2 * 3)
  expect(rows[0]).toMatchObject({
    cell: 0,
    layer: 0,
    head: 0,
    meanEntropyNats: 2,
    meanNormalizedEntropy: null,
  })
  expect(rows[6 + 4]).toMatchObject({
    cell: 1,
    layer: 1,
    head: 1,
    localMass: 0.5,
    meanNormalizedEntropy: 0.44,
  })
  expect(rows[6 + 4]['meanEntropyNats']).toBeCloseTo(2.41, 12)
})

test('distances and positions are long tables', async () => {
  const path = join(await makeTemporaryFolder(), 'a.ropewalk')
  await writeSample(path)
  const distances = await readTable(path, 'distance')
  expect(distances).toHaveLength(11 * 4)
  expect(distances[4 + 3]).toEqual({ cell: 1, distanceFirst: 4, distanceEnd: 8, mass: 0.1 })
  const positions = await readTable(path, 'positions')
  const windows = sampleCells.filter(({ cell }) => cell.item.kind === 'window')
  expect(positions).toHaveLength(2 * windows.length)
  expect(positions[3]).toEqual({ cell: 1, positionFirst: 2, positionEnd: 4, count: 2, sumNats: 5 })
})

test('more rows than one group come back whole and in order', async () => {
  const count = 100_003
  const rows = Array.from({ length: count }, (_, i) => ({ i, half: i % 2 === 0 ? i / 2 : Number.NaN }))
  const bytes = await encodeTable(
    [
      { name: 'i', type: 'INT32' },
      { name: 'half', type: 'DOUBLE' },
    ],
    rows,
  )
  const found = await parquetReadObjects({ file: new Uint8Array(bytes).buffer })
  expect(found).toHaveLength(count)
  expect(found[100_002]).toEqual({ i: 100_002, half: 50_001 })
  expect(found[100_001]).toEqual({ i: 100_001, half: null })
})

test('a table without rows can be read', async () => {
  const bytes = await encodeTable([{ name: 'cell', type: 'INT32' }], [])
  expect(await parquetReadObjects({ file: new Uint8Array(bytes).buffer })).toEqual([])
})
