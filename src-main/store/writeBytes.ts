/** How bytes reach the disk: the one call that meets a full disk, so that tests can stand in for one. */
import type { FileHandle } from 'node:fs/promises'

/** Writes all of `bytes` at `position` of the file. */
export type WriteBytes = (handle: FileHandle, bytes: Uint8Array, position: number) => Promise<void>

export const writeBytes: WriteBytes = async (handle, bytes, position) => {
  for (let written = 0; written < bytes.length;)
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten
}
