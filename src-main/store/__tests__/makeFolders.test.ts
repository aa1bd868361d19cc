import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolders } from '../makeFolders'
import { makeTemporaryFolder } from './temporaryFolder'

test('makes what is missing, and leaves what is there', async () => {
  const path = join(await makeTemporaryFolder(), 'a', 'b', 'c')
  await makeFolders(path)
  await makeFolders(path)
  expect((await stat(path)).isDirectory()).toBe(true)
})

test('a file in the way is an error', async () => {
  const folder = await makeTemporaryFolder()
  await writeFile(join(folder, 'file'), '')
  await expect(makeFolders(join(folder, 'file'))).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolders(join(folder, 'file', 'a'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})

test.runIf(process.platform === 'linux')(
  'a folder that takes no entries is an error, not a wait',
  async () => {
    await expect(makeFolders('/proc/a/b')).rejects.toMatchObject({ code: 'ENOENT' })
  },
)
