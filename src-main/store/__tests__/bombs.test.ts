/** Small files that would take a reader's memory or time: each is refused before it does. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { DENSITY_FREE_BYTES, MAX_CELLS, MAX_TEXT_BYTES, RATIO_FREE_BYTES } from '../archive/limits'
import { openArchive } from '../archive/readArchive'
import { chooseTextStorage } from '../archive/textStorage'
import { toArchivePart } from '../archive/writeArchive'
import { decodeText } from '../decodeText'
import { openExperiment } from '../openExperiment'
import { refuseDenseJson } from '../refuseDenseJson'
import { verifyExperiment } from '../verify/verifyExperiment'
import { rewriteExperiment, writeParts } from './rewriteExperiment'
import { writeSample } from './sampleExperiment'
import { makeTemporaryFolder } from './temporaryFolder'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let folder = ''
let sample = ''
let bomb = ''

beforeEach(async () => {
  folder = await makeTemporaryFolder()
  sample = join(folder, 'sample.ropewalk')
  bomb = join(folder, 'bomb.ropewalk')
  await writeSample(sample)
})

async function expectRefused(where: string, reason: string): Promise<void> {
  await expect(openExperiment(bomb)).rejects.toMatchObject({
    code: 'experiment.damaged',
    details: { where: expect.stringContaining(where), reason: expect.stringContaining(reason) },
  })
  expect(await verifyExperiment(bomb)).toMatchObject({ ok: false })
}

test.each([
  ['lines of empty objects', '{}\n'],
  ['lines of zeros in lists', '[0,0,0]\n'],
])('%s are refused before they are parsed', async (_what, line) => {
  const text = Buffer.from(line.repeat(DENSITY_FREE_BYTES / 2))
  await rewriteExperiment(sample, bomb, (parts) => parts.set('cells.ndjson', text), 'renewed')
  await expectRefused('cells.ndjson', `values in ${text.length} bytes`)
})

test('more lines than a file has cells are refused at the first too many', async () => {
  const text = Buffer.from('0\n'.repeat(4 * MAX_CELLS))
  await rewriteExperiment(sample, bomb, (parts) => parts.set('timings.ndjson', text), 'renewed')
  await expectRefused(`timings.ndjson, line ${MAX_CELLS + 1}`, `at most ${MAX_CELLS} cells`)
})

test('an unknown field of nothing but empty objects is refused, in manifest and cells alike', async () => {
  const filling = `"unknown": [${'{},'.repeat(DENSITY_FREE_BYTES)}{}],`
  for (const name of ['manifest.json', 'cells.ndjson']) {
    await rewriteExperiment(sample, bomb, (parts) =>
      parts.set(name, Buffer.from(String(parts.get(name)).replace('{', `{${filling}`))),
    )
    await expectRefused(name, 'values in')
  }
})

test('commas and braces in a text are no values', () => {
  const text = JSON.stringify({ note: ',{["\\,'.repeat(DENSITY_FREE_BYTES) })
  expect(() => refuseDenseJson(Buffer.from(text), 'annotations.json')).not.toThrow()
})

test('a text too long for one JSON value is told by its length', () => {
  expect(() => decodeText(new Uint8Array(MAX_TEXT_BYTES + 1), 'manifest.json')).toThrow(
    `Damaged experiment, manifest.json: the text has ${MAX_TEXT_BYTES + 1} bytes.`,
  )
})

test('names that share one place in the file are refused', async () => {
  await writeParts(bomb, [toArchivePart('x00.bin', Buffer.alloc(5_000_000), 'deflated')])
  const bytes = await readFile(bomb)
  const start = bytes.indexOf('PK\u0001\u0002')
  const end = bytes.lastIndexOf('PK\u0005\u0006')
  const copies = Array.from({ length: 20 }, (_unused, index) => {
    const entry = Buffer.from(bytes.subarray(start, end))
    entry.write(`x${index + 10}.bin`, 46, 'latin1')
    return entry
  })
  const tail = Buffer.from(bytes.subarray(end))
  tail.writeUInt16LE(21, 8)
  tail.writeUInt16LE(21, 10)
  tail.writeUInt32LE(21 * (end - start), 12)
  await writeFile(bomb, Buffer.concat([bytes.subarray(0, end), ...copies, tail]))
  await expectRefused('bomb.ropewalk', `of a file of ${(await stat(bomb)).size}`)
})

test('parts that are sound one by one and too much together are refused', async () => {
  const zeros = Buffer.alloc(RATIO_FREE_BYTES)
  const parts = Array.from({ length: 17 }, (_unused, index) => toArchivePart(`x${index}`, zeros, 'deflated'))
  await writeParts(bomb, parts)
  await expectRefused('bomb.ropewalk', `to ${17 * RATIO_FREE_BYTES} bytes`)
})

test('of many unknown parts a few are named, and the others counted', async () => {
  await rewriteExperiment(sample, bomb, (parts) => {
    for (let index = 10; index < 40; index++) parts.set(`new/${index}`, Buffer.alloc(1))
  })
  const experiment = await openExperiment(bomb)
  const { warnings } = experiment
  expect(warnings).toHaveLength(11)
  expect(warnings[0]).toBe('Unknown part left alone: new/10.')
  expect(warnings[10]).toBe('Unknown parts left alone besides these: 20.')
  await experiment.close()
})

test('a text that shrinks as far as a bomb is stored, and can be read again', async () => {
  expect(chooseTextStorage(Buffer.from('words, '.repeat(100)))).toBe('deflated')
  const same = Buffer.alloc(RATIO_FREE_BYTES + 1, 'words, ')
  expect(chooseTextStorage(same)).toBe('stored')
  await writeParts(bomb, [toArchivePart('text', same, chooseTextStorage(same))])
  const archive = await openArchive(bomb)
  expect((await archive.read('text')).equals(same)).toBe(true)
  archive.close()
})
