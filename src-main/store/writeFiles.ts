/** Files of a report onto the disk, the report itself last: where it stands, everything it refers to does too. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { makeFolders } from './makeFolders'
import { toTargetError } from './targetError'

export interface FileToWrite {
  /** Relative to the folder, with `/` between parts. */
  readonly path: string
  readonly bytes: Uint8Array
}

/**
 * @param folder that stands already; folders within it are made
 * @throws RopewalkError `target.missingDirectory`, `disk.full`, `target.notWritable`
 */
export async function writeFiles(files: readonly FileToWrite[], folder: string): Promise<void> {
  for (const { path, bytes } of files.toReversed()) {
    const target = resolve(folder, path)
    const unfinished = `${target}.${process.pid}.tmp`
    try {
      if (path.includes('/')) await makeFolders(dirname(target))
      await writeFile(unfinished, bytes)
      await rename(unfinished, target)
    } catch (thrown) {
      await rm(unfinished, { force: true })
      throw toTargetError(thrown, join(folder, path))
    }
  }
}
