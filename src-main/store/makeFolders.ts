import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readSystemCode } from './diskError'

/**
 * Makes a folder and what is missing above it. Node's own recursive `mkdir` never returns where an existing folder takes no
 * entries, as /proc does not.
 * @throws what the system says
 */
export async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (thrown) {
    const code = readSystemCode(thrown)
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    if (code !== 'ENOENT' || (await isThere(dirname(path)))) throw thrown
    await makeFolders(dirname(path))
    await makeFolders(path)
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
