import { spawnSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { readOwnIdentity } from '../processIdentity'
import { acquireWriterLock } from '../writerLock'

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
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(identity)
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

test('a process of another machine cannot be asked, so its lock holds', async () => {
  const path = await makeLock(JSON.stringify({ pid: 1, startToken: null, host: 'elsewhere' }))
  await expect(acquireWriterLock(path)).rejects.toMatchObject({
    code: 'target.locked',
    message: expect.stringContaining(`delete ${path}`),
    details: { host: 'elsewhere' },
  })
})
