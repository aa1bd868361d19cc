import { spawnSync } from 'node:child_process'
import { readdir, readFile, stat, utimes, writeFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { readOwnIdentity } from '../processIdentity'
import { acquireWriterLock, isLocked } from '../writerLock'

async function makeLock(text: string): Promise<string> {
  const path = join(await makeTemporaryFolder(), 'lock')
  await writeFile(path, text)
  return path
}

test('one of many at once gets the lock', async () => {
  const path = join(await makeTemporaryFolder(), 'lock')
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => acquireWriterLock(path)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(7)
})

test('the lock of a dead process is taken over, once', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  for (let round = 0; round < 30; round++) {
    const path = await makeLock(JSON.stringify({ pid, startToken: null, host: hostname() }))
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => acquireWriterLock(path)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid })
    expect(await readdir(join(path, '..'))).toEqual(['lock'])
  }
})

test('who dies while taking over hinders nobody', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  const dead = JSON.stringify({ pid, startToken: null, host: hostname() })
  const path = await makeLock(dead)
  await writeFile(`${path}.takeover`, dead)
  const lock = await acquireWriterLock(path)
  await lock.release()
  expect(await readdir(join(path, '..'))).toEqual([])
})

// Only Linux tells when a process started without another program's help.
test.runIf(process.platform === 'linux')('a pid that is used again is not the writer', async () => {
  const identity = await readOwnIdentity()
  const path = await makeLock(JSON.stringify({ ...identity, startToken: 'an earlier boot/1' }))
  const lock = await acquireWriterLock(path)
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject(identity)
  await lock.release()
})

test.each([
  ['empty', ''],
  ['no JSON', '{"pid":'],
  ['no identity', '{"pid":-1}'],
])('a lock that is %s belongs to nobody', async (_what, text) => {
  const path = await makeLock(text)
  const lock = await acquireWriterLock(path)
  await lock.release()
  expect(await readdir(join(path, '..'))).toEqual([])
})

const foreign = { pid: 1, startToken: null, host: 'elsewhere' }
const signOfLifeMs = 15_000

async function makeForeignLock(lock: object, lastSignMs: number): Promise<string> {
  const path = await makeLock(JSON.stringify(lock))
  const changed = new Date(Date.now() - lastSignMs)
  await utimes(path, changed, changed)
  return path
}

test('a process of another machine that gives signs of life keeps its lock', async () => {
  const path = await makeForeignLock({ ...foreign, signOfLifeMs }, 60_000)
  expect(await isLocked(path)).toBe(true)
  await expect(acquireWriterLock(path)).rejects.toMatchObject({
    code: 'target.locked',
    message:
      'Another run writes this experiment: process 1 on elsewhere. Expected no other writer. Wait until it ends or stop it; ' +
      'if it is gone, this works 3 min after its last sign of life, or at once with --take-over.',
    details: { host: 'elsewhere' },
  })
  expect(await readdir(join(path, '..'))).toEqual(['lock'])
})

test('minutes without a sign of life end the lock of another machine', async () => {
  const path = await makeForeignLock({ ...foreign, signOfLifeMs }, 200_000)
  expect(await isLocked(path)).toBe(false)
  const lock = await acquireWriterLock(path)
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid })
  await lock.release()
  expect(await readdir(join(path, '..'))).toEqual([])
})

test('a lock of a version without signs of life waits for a person', async () => {
  const path = await makeForeignLock(foreign, 86_400_000)
  await expect(acquireWriterLock(path)).rejects.toMatchObject({
    message: expect.stringContaining('if it is certainly gone, add --take-over.'),
  })
  const lock = await acquireWriterLock(path, { takeOver: true })
  await lock.release()
})

test('nobody takes over from a living process of this machine', async () => {
  const path = join(await makeTemporaryFolder(), 'lock')
  const lock = await acquireWriterLock(path)
  await expect(acquireWriterLock(path, { takeOver: true })).rejects.toMatchObject({ code: 'target.locked' })
  await lock.release()
})

test('a holder gives signs of life, and sees that it was taken over', async () => {
  const path = join(await makeTemporaryFolder(), 'lock')
  const lock = await acquireWriterLock(path, { signOfLifeMs: 5 })
  await utimes(path, new Date(0), new Date(0))
  await vi.waitFor(async () => expect((await stat(path)).mtimeMs).toBeGreaterThan(0))
  expect(lock.isLost).toBe(false)
  // As one that takes over does it: the old file goes, a new one is made.
  await rm(path)
  await writeFile(path, JSON.stringify(foreign), { flag: 'wx' })
  await vi.waitFor(() => expect(lock.isLost).toBe(true))
  await lock.release()
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(foreign)
})
