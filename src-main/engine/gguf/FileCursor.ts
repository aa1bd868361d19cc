/** A bounded forward reader over an untrusted local file: nothing is read that the file does not hold. */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { RopewalkError } from '../../contract'

export class FileCursor {
  readonly path: string
  readonly fileBytes: number
  readonly #descriptor: number
  #position = 0
  #windowStart = 0
  #window = Buffer.alloc(0)

  /** @throws RopewalkError `model.missing`, `model.unreadable`. */
  constructor(path: string) {
    this.path = path
    this.#descriptor = openRegularFile(path)
    this.fileBytes = fstatSync(this.#descriptor).size
  }

  get position(): number {
    return this.#position
  }

  get remainingBytes(): number {
    return this.fileBytes - this.#position
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  /** Moves on without reading. @throws RopewalkError `gguf.truncated` when the file ends before. */
  skip(bytes: number, inside: string): void {
    this.#require(bytes, inside)
    this.#position += bytes
  }

  /** A view that is valid until the next read. @throws RopewalkError `gguf.truncated`. */
  readBytes(bytes: number, inside: string): Buffer {
    this.#require(bytes, inside)
    const start = this.#position - this.#windowStart
    if (start < 0 || start + bytes > this.#window.length) this.#fill(bytes)
    const offset = this.#position - this.#windowStart
    this.#position += bytes
    return this.#window.subarray(offset, offset + bytes)
  }

  readU32(inside: string): number {
    return this.readBytes(4, inside).readUInt32LE(0)
  }

  /** Exact up to 2^53; larger values come back rounded, which every caller refuses anyway. */
  readU64(inside: string): number {
    const bytes = this.readBytes(8, inside)
    return bytes.readUInt32LE(4) * 2 ** 32 + bytes.readUInt32LE(0)
  }

  #require(bytes: number, inside: string): void {
    if (bytes <= this.remainingBytes) return
    throw new RopewalkError(
      'gguf.truncated',
      `Model file ends too early: ${this.path} has ${this.fileBytes} bytes and stops inside ${inside}. ` +
        `Expected at least ${this.#position + bytes} bytes. Copy or download the file again.`,
      { path: this.path, fileBytes: this.fileBytes, neededBytes: this.#position + bytes },
    )
  }

  #fill(bytes: number): void {
    const window = Buffer.allocUnsafe(Math.min(Math.max(bytes, windowBytes), this.remainingBytes))
    let filled = 0
    while (filled < window.length) {
      const read = readSync(this.#descriptor, window, filled, window.length - filled, this.#position + filled)
      if (read === 0) throw shrankWhileRead(this.path)
      filled += read
    }
    this.#window = window
    this.#windowStart = this.#position
  }
}

const windowBytes = 1 << 18

/** A pipe or device would block or never end, so only regular files are opened. */
function openRegularFile(path: string): number {
  try {
    if (!statSync(path).isFile())
      throw new RopewalkError(
        'model.unreadable',
        `Not a file: ${path}. Expected a GGUF model file. Give the path of the .gguf file itself.`,
        { path },
      )
    return openSync(path, 'r')
  } catch (error) {
    throw error instanceof RopewalkError ? error : toModelFileError(path, error)
  }
}

function toModelFileError(path: string, error: unknown): RopewalkError {
  const cause = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (cause === 'ENOENT' || cause === 'ENOTDIR')
    return new RopewalkError(
      'model.missing',
      `Model file not found: ${path}. Expected a GGUF model file. Check the path.`,
      { path },
    )
  return new RopewalkError(
    'model.unreadable',
    `Model file cannot be opened: ${path} (${cause}). Expected a readable GGUF file. Check its permissions.`,
    { path, cause },
  )
}

function shrankWhileRead(path: string): RopewalkError {
  return new RopewalkError(
    'model.changed',
    `Model file changed while it was read: ${path}. Expected a complete file. Wait until its copy has finished.`,
    { path },
  )
}
