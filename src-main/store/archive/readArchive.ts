/** Reads a ZIP that may be damaged or hostile: nothing is unpacked to disk, and every size is checked first. */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { RopewalkError } from '../../contract'
import { toDamagedError } from '../damage'
import { readSystemCode } from '../diskError'
import {
  MAX_COMPRESSION_RATIO,
  MAX_PART_BYTES,
  MAX_PARTS,
  RATIO_FREE_BYTES,
  RATIO_FREE_TOTAL_BYTES,
} from './limits'

/** Compression method 0 of the ZIP format; every other one that can be read is deflate. */
const STORED = 0

export class Archive {
  constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** In the order of the file's directory. */
  get partNames(): string[] {
    return [...this.entries.keys()]
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  /** Unpacked size of a part, and whether it is packed. */
  describe(name: string): { readonly bytes: number; readonly storage: 'stored' | 'deflated' } {
    const entry = this.find(name)
    const isStored = entry.compressionMethod === STORED
    return { bytes: entry.uncompressedSize, storage: isStored ? 'stored' : 'deflated' }
  }

  /**
   * The bytes of a part, checked against the archive's CRC-32.
   *
   * @throws RopewalkError `experiment.damaged` for a part that is missing or unreadable
   */
  async read(name: string): Promise<Buffer> {
    const entry = this.find(name)
    const content = await readEntry(this.zip, entry).catch((thrown: unknown) => {
      throw toDamagedError(name, describeThrown(thrown))
    })
    if (crc32(content) !== entry.crc32) throw toDamagedError(name, 'the checksum of the part does not match')
    return content
  }

  close(): void {
    this.zip.close()
  }

  private find(name: string): Entry {
    const entry = this.entries.get(name)
    if (entry === undefined) throw toDamagedError(name, 'the part is missing')
    return entry
  }
}

/**
 * @throws RopewalkError `input.invalid` where the file cannot be opened, `experiment.damaged` where it is no ZIP or
 *   breaks a limit: names (absolute, `..`, twice), number and size of parts, compression ratio, parts that overlap
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true }).catch(
    (thrown: unknown) => {
      throw toOpenError(path, thrown)
    },
  )
  // Each call reports its own failure; without a listener the library's second report would end the process.
  zip.on('error', () => undefined)
  try {
    return new Archive(zip, await readEntries(zip, path))
  } catch (thrown) {
    zip.close()
    throw thrown instanceof RopewalkError ? thrown : toOpenError(path, thrown)
  }
}

export function computeSha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

async function readEntries(zip: ZipFile, path: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_PARTS) throw toDamagedError(path, `it claims ${zip.entryCount} parts`)
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw toDamagedError(path, `two parts are called ${entry.fileName}`)
    const problem = findEntryProblem(entry)
    if (problem !== null) throw toDamagedError(entry.fileName, problem)
    entries.set(entry.fileName, entry)
  }
  const problem = findTotalProblem(entries, zip.fileSize)
  if (problem !== null) throw toDamagedError(path, problem)
  return entries
}

/** Each part may be sound and all of them too much: entries that share one place in the file unpack it again and again. */
function findTotalProblem(entries: ReadonlyMap<string, Entry>, fileBytes: number): string | null {
  let packed = 0
  let unpacked = 0
  for (const { compressedSize, uncompressedSize } of entries.values()) {
    packed += compressedSize
    unpacked += uncompressedSize
  }
  if (packed > fileBytes) return `its parts claim ${packed} bytes of a file of ${fileBytes}`
  if (unpacked > RATIO_FREE_TOTAL_BYTES && unpacked > fileBytes * MAX_COMPRESSION_RATIO)
    return `its parts claim to unpack from ${fileBytes} to ${unpacked} bytes`
  return null
}

function findEntryProblem(entry: Entry): string | null {
  const { compressedSize, uncompressedSize } = entry
  if (!entry.canDecodeFileData()) return 'the part is encrypted or packed in an unknown way'
  if (uncompressedSize > MAX_PART_BYTES) return `the part claims ${uncompressedSize} bytes`
  if (uncompressedSize > RATIO_FREE_BYTES && uncompressedSize > compressedSize * MAX_COMPRESSION_RATIO)
    return `the part claims to unpack from ${compressedSize} to ${uncompressedSize} bytes`
  return null
}

/**
 * The library ends the stream with an error when more or fewer bytes come than the entry claims. The claim has been
 * checked against the limits, and memory that is never filled is never taken from the system.
 */
async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entry)
  const content = Buffer.allocUnsafe(entry.uncompressedSize)
  let length = 0
  for await (const chunk of stream) {
    content.set(chunk, length)
    length += chunk.length
  }
  return content.subarray(0, length)
}

function toOpenError(path: string, thrown: unknown): RopewalkError {
  const cause = describeThrown(thrown)
  if (readSystemCode(thrown) === '') return toDamagedError(path, cause)
  return new RopewalkError(
    'input.invalid',
    `Cannot open the experiment: ${path} (${cause}). Expected a .ropewalk file. Check the path and the permissions.`,
    { path, cause },
  )
}

function describeThrown(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message.replace(/\.$/, '') : String(thrown)
}
