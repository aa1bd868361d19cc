import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { replaceText, rewriteExperiment, type Parts } from '../../__tests__/rewriteExperiment'
import { writeSample } from '../../__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { verifyExperiment } from '../verifyExperiment'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let sample = ''
let changed = ''

beforeEach(async () => {
  const folder = await makeTemporaryFolder()
  sample = join(folder, 'sample.ropewalk')
  changed = join(folder, 'changed.ropewalk')
  await writeSample(sample)
})

test('a file as it was written passes every check', async () => {
  const { ok, checks, warnings } = await verifyExperiment(sample)
  expect(checks.filter((check) => !check.ok)).toEqual([])
  expect(ok).toBe(true)
  expect(warnings).toEqual([])
  expect(checks.map(({ name }) => name)).toEqual([
    'structure',
    'parts',
    'hashes',
    'cells.unique',
    'cells.counted',
    'cells.complete',
    'cells.planned',
    'timings',
    'tensors',
    'distance.sums',
    'entropy.range',
    'summary.means',
    'answers.depth',
    'answers.passed',
    'outcomes',
    'tables',
  ])
})

/** Forgeries that keep the hashes true: each breaks what it says, and a reader can tell. */
const forgeries: [string, (parts: Parts) => void, string][] = [
  ['cells.unique', (parts) => replaceText(parts, 'cells.ndjson', 'n256/i1"', 'n256/i0"'), 'occurs twice'],
  [
    'cells.counted',
    (parts) => replaceText(parts, 'manifest.json', '"done": 11', '"done": 10'),
    'counts 10 cells done',
  ],
  [
    'cells.counted',
    (parts) => replaceText(parts, 'manifest.json', '"planned": 12', '"planned": 3'),
    'plans 3 cells',
  ],
  [
    'cells.planned',
    (parts) => replaceText(parts, 'cells.ndjson', '"contextTokens":256', '"contextTokens":257'),
    'a context of 257 tokens',
  ],
  [
    'cells.planned',
    (parts) => replaceText(parts, 'cells.ndjson', '"extension":"none"', '"extension":"ntk"'),
    'the extension ntk',
  ],
  [
    'cells.planned',
    (parts) => replaceText(parts, 'cells.ndjson', '"task":1', '"task":9'),
    'names task 9 of 2',
  ],
  ['timings', (parts) => replaceText(parts, 'timings.ndjson', 'n256/i0', 'n256/i7'), 'has no timing'],
  ['tensors', (parts) => replaceText(parts, 'cells.ndjson', '"offset":0', '"offset":8000'), 'ends at byte'],
  [
    'distance.sums',
    (parts) => replaceText(parts, 'cells.ndjson', '[0.4,0.3,0.2,0.1]', '[0.4,0.3,0.2,0.2]'),
    'sums to 1.1',
  ],
  [
    'distance.sums',
    (parts) => forgeTensor(parts, 'distanceMass', 0.5),
    'layer 0, head 0: attention by distance',
  ],
  [
    'entropy.range',
    (parts) =>
      replaceText(parts, 'cells.ndjson', '"lastQueryEntropyNats":1.25', '"lastQueryEntropyNats":6.25'),
    'outside 0 to 5.5452',
  ],
  [
    'entropy.range',
    (parts) => replaceText(parts, 'cells.ndjson', '"normalizedEntropy":0.5', '"normalizedEntropy":-0.5'),
    'normalizedEntropy is -0.5',
  ],
  ['summary.means', (parts) => forgeTensor(parts, 'sinkMass', 0.0501), 'sinkMass is'],
  [
    'summary.means',
    (parts) => replaceText(parts, 'cells.ndjson', '[0.4,0.3,0.2,0.1]', '[0.3,0.4,0.2,0.1]'),
    'distanceMass of bin 0',
  ],
  [
    'cells.complete',
    (parts) => replaceText(parts, 'manifest.json', '"planned": 12', '"planned": 13'),
    '1 of 13 planned cells are missing',
  ],
  [
    'outcomes',
    (parts) => replaceText(parts, 'cells.ndjson', '"meanNllNats":2,', '"meanNllNats":1.9,'),
    'meanNllNats is 1.9, of its parts 2',
  ],
  [
    'outcomes',
    (parts) => replaceText(parts, 'cells.ndjson', '"entropyNats":2.5,', '"entropyNats":2.4,'),
    'entropyNats is 2.4, of its parts 2.5',
  ],
  [
    'tables',
    (parts) => parts.get('tables/distance.parquet')?.fill(0, 20, 24),
    'tables/distance.parquet is not the table of these cells',
  ],
  [
    'answers.depth',
    (parts) => replaceText(parts, 'cells.ndjson', '"placedDepthPercent":49.5', '"placedDepthPercent":149.5'),
    'the depth 149.5 % is not within 0 to 100',
  ],
  ['answers.passed', (parts) => replaceText(parts, 'cells.ndjson', ' 4711.', ' 4713.'), 'passed is true'],
  ['answers.passed', (parts) => replaceText(parts, 'cells.ndjson', ' 4712', ' 04711'), 'passed is false'],
]

test.each(forgeries)('%s fails when it is not so', async (name, forge, sentence) => {
  await rewriteExperiment(sample, changed, forge, 'renewed')
  const { ok, checks } = await verifyExperiment(changed)
  expect(ok).toBe(false)
  const check = checks.find((candidate) => candidate.name === name)
  expect(check).toMatchObject({ ok: false, sentence: expect.stringContaining(sentence) })
})

test('a changed table, a part too many and a part missing are named', async () => {
  await rewriteExperiment(sample, changed, (parts) => {
    parts.set('tables/heads.parquet', Buffer.from('PAR1'))
    parts.set('attention/000099.bin', Buffer.from('extra'))
    parts.delete('attention/000001.bin')
    parts.get('attention/000002.bin')?.fill(0)
  })
  const { checks } = await verifyExperiment(changed)
  const sentenceOf = (name: string) => checks.find((check) => check.name === name)?.sentence
  expect(sentenceOf('parts')).toBe(
    'attention/000001.bin is missing; attention/000099.bin is not named by the manifest.',
  )
  expect(sentenceOf('hashes')).toMatch(
    /^attention\/000002.bin has another SHA-256; tables\/heads.parquet has 4 bytes/,
  )
  expect(sentenceOf('tensors')).toContain('the part is missing')
})

/** Writes another value at the start of a tensor of the first cell. */
function forgeTensor(parts: Parts, name: string, value: number): void {
  const cell: { tensors: { name: string; offset: number }[] } = JSON.parse(
    String(parts.get('cells.ndjson')).split('\n')[0],
  )
  const offset = cell.tensors.find((tensor) => tensor.name === name)?.offset ?? -1
  parts.get('attention/000000.bin')?.writeDoubleLE(value, offset)
}
