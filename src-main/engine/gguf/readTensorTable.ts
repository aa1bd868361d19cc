/** The tensor table of a GGUF file, checked as strictly as llama.cpp does before it maps the weights. */
import type { FileCursor } from './FileCursor'
import { damaged } from './readMetadata'
import { tensorTypes } from './tensorTypes'
import type { TensorType } from './tensorTypes'

export interface TensorEntry {
  readonly name: string
  /** Fastest axis first, as in the file. */
  readonly extents: readonly number[]
  readonly type: TensorType
  readonly elements: number
  readonly bytes: number
  /** From the start of the tensor data. */
  readonly offsetBytes: number
}

/**
 * Reads `count` entries at the cursor.
 * @param alignmentBytes power of two
 * @throws RopewalkError `gguf.truncated`, `gguf.damaged`.
 * Source: llama.cpp `ggml/src/gguf.cpp` (`gguf_init_from_reader`).
 */
export function readTensorTable(cursor: FileCursor, count: number, alignmentBytes: number): TensorEntry[] {
  const names = new Set<string>()
  const entries: TensorEntry[] = []
  let expectedOffset = 0
  for (let index = 0; index < count; index++) {
    const entry = readEntry(cursor, index)
    if (names.has(entry.name)) throw damaged(cursor, `tensor ${entry.name} is there twice`, 'every name once')
    if (entry.offsetBytes !== expectedOffset)
      throw damaged(
        cursor,
        `tensor ${entry.name} starts at byte ${entry.offsetBytes} of the tensor data`,
        `byte ${expectedOffset}, right after the tensor before it`,
      )
    names.add(entry.name)
    entries.push(entry)
    expectedOffset = pad(expectedOffset + entry.bytes, alignmentBytes)
  }
  return entries
}

export function pad(bytes: number, alignmentBytes: number): number {
  return Math.ceil(bytes / alignmentBytes) * alignmentBytes
}

/** llama.cpp `ggml/include/ggml.h`: `GGML_MAX_NAME` with its final zero, `GGML_MAX_DIMS`. */
const nameLimitBytes = 63
const axisLimit = 4

function readEntry(cursor: FileCursor, index: number): TensorEntry {
  const name = readName(cursor, index)
  const inside = `the entry of tensor ${name}`
  const extents = readExtents(cursor, name, inside)
  const code = cursor.readU32(inside)
  const type = tensorTypes.get(code)
  if (!type) throw damaged(cursor, `tensor ${name} has type ${code}`, 'a weight type of this llama.cpp')
  const elements = extents.reduce((product, extent) => product * extent, 1)
  const bytes = (elements / type.blockElements) * type.blockBytes
  if (bytes > Number.MAX_SAFE_INTEGER)
    throw damaged(cursor, `tensor ${name} states ${extents.join(' x ')} elements`, 'a size that can exist')
  if ((extents[0] ?? 1) % type.blockElements !== 0)
    throw damaged(
      cursor,
      `tensor ${name} of type ${type.name} has rows of ${extents[0] ?? 1}`,
      `a multiple of ${type.blockElements}`,
    )
  return { name, extents, type, elements, bytes, offsetBytes: cursor.readU64(inside) }
}

function readName(cursor: FileCursor, index: number): string {
  const inside = `the name of tensor ${index + 1}`
  const bytes = cursor.readU64(inside)
  if (bytes === 0 || bytes > nameLimitBytes)
    throw damaged(cursor, `${inside} has ${bytes} bytes`, `1 to ${nameLimitBytes}`)
  return cursor.readBytes(bytes, inside).toString('utf8')
}

function readExtents(cursor: FileCursor, name: string, inside: string): number[] {
  const axes = cursor.readU32(inside)
  if (axes > axisLimit) throw damaged(cursor, `tensor ${name} has ${axes} axes`, `at most ${axisLimit}`)
  const extents = Array.from({ length: axes }, () => cursor.readU64(inside))
  if (extents.includes(0)) throw damaged(cursor, `tensor ${name} has an axis of length 0`, 'at least 1')
  return extents
}
