import { chmod, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Annotations } from '../../../contract'
import { editJson, rewriteExperiment } from '../../__tests__/rewriteExperiment'
import { writeSample } from '../../__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { openArchive } from '../../archive/readArchive'
import { openExperiment } from '../../openExperiment'
import { verifyExperiment } from '../../verify/verifyExperiment'
import { editAnnotations } from '../editAnnotations'
import { readAnnotations } from '../readAnnotations'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder = ''
let path = ''

beforeEach(async () => {
  folder = await makeTemporaryFolder()
  path = join(folder, 'sample.ropewalk')
  await writeSample(path)
})

const place = { cellId: 'm0/none/n256/i0', layer: 1, head: 2, queryPosition: null, keyPosition: null }
const annotations: Annotations = {
  notes: [
    { id: 'n1', text: '<script>alert(1)</script> **bold**', place, createdAt: '2026-11-24T09:00:00.000Z' },
  ],
  headPins: [{ model: 0, layer: 1, head: 2, label: 'retrieval head?' }],
  savedViews: [{ id: 'v1', name: 'Long ones', page: 'heads', settings: { contextTokens: 512, log: true } }],
  bookmarks: [{ id: 'b1', name: 'Peak', place }],
}

test('a file without annotations has none of any kind', async () => {
  expect(await readAnnotations(path)).toEqual({ notes: [], headPins: [], savedViews: [], bookmarks: [] })
})

test('annotations come back as they were kept, and the file still verifies', async () => {
  const before = await openExperiment(path)
  await editAnnotations(path, () => annotations)
  expect(await readAnnotations(path)).toEqual(annotations)
  const after = await openExperiment(path)
  expect(after.cells).toEqual(before.cells)
  expect(await after.readTensors(after.cells[0])).toEqual(await before.readTensors(before.cells[0]))
  expect(after.warnings).toEqual([])
  await Promise.all([before.close(), after.close()])
  expect(await verifyExperiment(path)).toMatchObject({ ok: true })
  expect(await readdir(folder)).toEqual(['sample.ropewalk'])
})

test('open, save, open: saving the same again changes no byte', async () => {
  await editAnnotations(path, () => annotations)
  const once = await readFile(path)
  await editAnnotations(path, (current) => current)
  expect((await readFile(path)).equals(once)).toBe(true)
})

test('parts and fields of a newer version stay as they are', async () => {
  const newer = join(folder, 'newer.ropewalk')
  await rewriteExperiment(
    path,
    newer,
    (parts) => {
      editJson(parts, 'manifest.json', (value) => {
        value['version'] = { major: 1, minor: 9 }
        value['moonPhase'] = 'full'
      })
      parts.set('tides/table.bin', Buffer.from([1, 2, 3]))
      parts.set(
        'annotations.json',
        Buffer.from(
          JSON.stringify({
            ...annotations,
            notes: [{ ...annotations.notes[0], mood: 'calm' }],
            drawings: [7],
          }),
        ),
      )
    },
    'renewed',
  )
  await editAnnotations(newer, ({ notes }) => ({ ...annotations, notes, bookmarks: [] }))
  const archive = await openArchive(newer)
  const manifest: Record<string, unknown> = JSON.parse(String(await archive.read('manifest.json')))
  expect(manifest).toMatchObject({ version: { major: 1, minor: 9 }, moonPhase: 'full' })
  expect([...(await archive.read('tides/table.bin'))]).toEqual([1, 2, 3])
  archive.close()
  const kept = await readAnnotations(newer)
  expect(kept).toMatchObject({ drawings: [7], bookmarks: [] })
  expect(kept.notes[0]).toMatchObject({ mood: 'calm' })
  expect(await verifyExperiment(newer)).toMatchObject({ ok: true })
})

test('annotations that do not fit are refused, and the file stays as it was', async () => {
  const before = await readFile(path)
  const tooLong = { ...annotations, notes: [{ ...annotations.notes[0], text: 'x'.repeat(20_001) }] }
  await expect(editAnnotations(path, () => tooLong)).rejects.toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('notes.0.text'),
  })
  expect((await readFile(path)).equals(before)).toBe(true)
  expect(await readdir(folder)).toEqual(['sample.ropewalk'])
})

test('a hostile annotations part is damage, not a prototype', async () => {
  const hostile = join(folder, 'hostile.ropewalk')
  for (const text of [
    '{"__proto__":{"polluted":1}}',
    '{"notes":[{"constructor":{"prototype":{"polluted":1}}}]}',
    '[]',
  ]) {
    await rewriteExperiment(
      path,
      hostile,
      (parts) => parts.set('annotations.json', Buffer.from(text)),
      'renewed',
    )
    await expect(readAnnotations(hostile)).rejects.toMatchObject({ code: 'experiment.damaged' })
  }
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('notes of more text than a reader takes are refused, and the file stays', async () => {
  const before = await readFile(path)
  const note = { text: '\u6f22'.repeat(20_000), place, createdAt: '2026-11-24T09:00:00.000Z' }
  const notes = Array.from({ length: 1200 }, (_unused, index) => ({ ...note, id: `n${index}` }))
  await expect(editAnnotations(path, (current) => ({ ...current, notes }))).rejects.toMatchObject({
    code: 'input.invalid',
    details: { problem: expect.stringContaining('bytes of text, and a file holds 67108864') },
  })
  expect(await readFile(path)).toEqual(before)
})

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a read-only folder is named (needs a user that permissions bind)',
  async () => {
    await chmod(folder, 0o500)
    await expect(editAnnotations(path, () => annotations)).rejects.toMatchObject({
      code: 'target.notWritable',
    })
    await chmod(folder, 0o700)
  },
)
