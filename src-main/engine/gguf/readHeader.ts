/** Everything of one GGUF file before its weights, checked against the file's real size. */
import { RopewalkError } from '../../contract'
import { FileCursor } from './FileCursor'
import { damaged, readMetadata } from './readMetadata'
import type { Metadata } from './readMetadata'
import { pad, readTensorTable } from './readTensorTable'
import type { TensorEntry } from './readTensorTable'

export interface GgufHeader {
  readonly path: string
  readonly fileBytes: number
  readonly version: number
  readonly metadata: Metadata
  readonly tensors: readonly TensorEntry[]
  /** First byte of the tensor data in the file. */
  readonly dataStart: number
}

/**
 * Reads the header of the file at `path`; little-endian versions 2 and 3.
 * @throws RopewalkError `model.missing`, `model.unreadable`, `gguf.badMagic`, `gguf.unsupportedVersion`,
 *   `gguf.truncated`, `gguf.damaged`.
 */
export function readHeader(path: string): GgufHeader {
  const cursor = new FileCursor(path)
  try {
    return readFrom(cursor)
  } finally {
    cursor.close()
  }
}

const magic = 'GGUF'
/** Far above any published model, and small enough to read in a moment. */
const tensorLimit = 65_536
const keyLimit = 4_096
const defaultAlignmentBytes = 32

function readFrom(cursor: FileCursor): GgufHeader {
  checkMagic(cursor)
  const version = readVersion(cursor)
  const tensorCount = readCount(cursor, 'tensors', tensorLimit)
  const keyCount = readCount(cursor, 'metadata keys', keyLimit)
  const metadata = readMetadata(cursor, keyCount)
  const alignmentBytes = findAlignment(cursor, metadata)
  const tensors = readTensorTable(cursor, tensorCount, alignmentBytes)
  const dataStart = pad(cursor.position, alignmentBytes)
  checkTensorsInFile(cursor, tensors, dataStart)
  return { path: cursor.path, fileBytes: cursor.fileBytes, version, metadata, tensors, dataStart }
}

function checkMagic(cursor: FileCursor): void {
  const found = cursor.readBytes(Math.min(4, cursor.fileBytes), 'the magic').toString('latin1')
  if (found === magic) return
  const shown = found === '' ? 'an empty file' : `first bytes ${JSON.stringify(found)}`
  throw new RopewalkError(
    'gguf.badMagic',
    `Not a GGUF file: ${cursor.path} (${shown}). Expected a file that starts with "GGUF". ` +
      'Convert the model to GGUF, or choose another file.',
    { path: cursor.path },
  )
}

function readVersion(cursor: FileCursor): number {
  const version = cursor.readU32('the version')
  if (version === 2 || version === 3) return version
  const bigEndian = version !== 0 && version % 65_536 === 0
  throw new RopewalkError(
    'gguf.unsupportedVersion',
    `GGUF version not supported: ${bigEndian ? 'big-endian file' : version} (${cursor.path}). ` +
      'Expected little-endian version 2 or 3. Convert the model again with a current converter.',
    { path: cursor.path, version },
  )
}

function readCount(cursor: FileCursor, what: string, limit: number): number {
  const count = cursor.readU64(`the number of ${what}`)
  if (count > limit) throw damaged(cursor, `${count} ${what} are stated`, `at most ${limit}`)
  return count
}

function findAlignment(cursor: FileCursor, metadata: Metadata): number {
  const stated = metadata.get('general.alignment') ?? defaultAlignmentBytes
  if (typeof stated === 'number' && stated > 0 && Number.isInteger(Math.log2(stated))) return stated
  throw damaged(cursor, `general.alignment is ${JSON.stringify(stated)}`, 'a power of two')
}

function checkTensorsInFile(cursor: FileCursor, tensors: readonly TensorEntry[], dataStart: number): void {
  for (const { name, offsetBytes, bytes } of tensors) {
    const end = dataStart + offsetBytes + bytes
    if (end > cursor.fileBytes) cursor.skip(end - cursor.position, `tensor ${name}`)
  }
}
