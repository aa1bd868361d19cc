/** A ZIP of named parts whose bytes depend on nothing but the parts: fixed times, fixed order, no platform attributes. */
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { InvariantError } from '../../contract'
import type { WriteBytes } from '../writeBytes'

export interface ArchivePart {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** Text is deflated; tensors and tables hardly shrink, and stored they can be read in place. */
  readonly storage: 'stored' | 'deflated'
  read(): Promise<Uint8Array>
}

const FILE_MODE = 0o100644

/** A part whose bytes are at hand. */
export function toArchivePart(
  name: string,
  content: Uint8Array,
  storage: ArchivePart['storage'],
): ArchivePart {
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { name, bytes: content.length, sha256, storage, read: () => Promise.resolve(content) }
}

/** Writes the parts in the given order from the start of the file; one part at a time is in memory. */
export async function writeArchive(
  handle: FileHandle,
  parts: readonly ArchivePart[],
  writeBytes: WriteBytes,
): Promise<void> {
  const zip = new ZipFile()
  const output = zip.outputStream
  if (!(output instanceof Readable)) throw new InvariantError('The ZIP library gave no stream to read from.')
  const abort = (thrown: unknown) =>
    output.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)))
  zip.on('error', abort)
  for (const part of parts) addPart(zip, part, abort)
  zip.end()
  let position = 0
  const chunks: AsyncIterable<Uint8Array> = output
  for await (const chunk of chunks) {
    await writeBytes(handle, chunk, position)
    position += chunk.length
  }
}

function addPart(zip: ZipFile, part: ArchivePart, abort: (thrown: unknown) => void): void {
  const options = {
    // ZIP keeps local time: the same clock reading in every time zone.
    mtime: new Date(1981, 0, 1, 12),
    forceDosTimestamp: true,
    mode: FILE_MODE,
    compress: part.storage === 'deflated',
    size: part.bytes,
  }
  zip.addReadStreamLazy(part.name, options, (open) => {
    const source = Readable.from(readOnce(part))
    source.on('error', abort)
    open(null, source)
  })
}

async function* readOnce(part: ArchivePart): AsyncGenerator<Uint8Array> {
  yield await part.read()
}
