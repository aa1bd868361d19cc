/** Makes a rename or a new file in a folder survive a power cut. */
import { open } from 'node:fs/promises'

/** Does nothing on Windows, where folders cannot be flushed and renames are journalled by the file system. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
