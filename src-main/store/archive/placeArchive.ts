/** Puts an archive under its final name: whole and flushed before that name exists, or not at all. */
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { toDiskError } from '../diskError'
import { refuseExistingTarget } from '../existingTarget'
import { syncDirectory } from '../syncDirectory'
import type { WriteBytes } from '../writeBytes'
import { writeArchive, type ArchivePart } from './writeArchive'

export interface ArchiveTarget {
  readonly path: string
  /** Where the file grows, on the same file system. */
  readonly temporaryPath: string
  readonly mayReplace: boolean
}

/** @throws RopewalkError `disk.full`, `target.notWritable`, `target.exists`; nothing new is left under either name */
export async function placeArchive(
  parts: readonly ArchivePart[],
  { path, temporaryPath, mayReplace }: ArchiveTarget,
  writeBytes: WriteBytes,
): Promise<void> {
  try {
    const handle = await open(temporaryPath, 'w')
    try {
      await writeArchive(handle, parts, writeBytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await refuseExistingTarget(path, mayReplace)
    await rename(temporaryPath, path)
    await syncDirectory(dirname(path))
  } catch (thrown) {
    await rm(temporaryPath, { force: true })
    throw toDiskError(thrown, path)
  }
}
