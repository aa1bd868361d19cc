/** The key-value part of a GGUF file. Long arrays and texts are skimmed: only their length is kept. */
import { RopewalkError } from '../../contract'
import type { FileCursor } from './FileCursor'

/** An array or text that was stepped over. */
export interface Skimmed {
  /** Elements of an array, bytes of a text. */
  readonly length: number
}

/** Booleans inside arrays are 0 and 1. */
export type MetadataValue = number | boolean | string | readonly number[] | Skimmed
export type Metadata = ReadonlyMap<string, MetadataValue>

/**
 * Reads `count` pairs at the cursor. Work is bounded by `metadataLimitBytes`, memory by what the limits below keep.
 * @throws RopewalkError `gguf.truncated`, `gguf.damaged`.
 * Source: llama.cpp `ggml/src/gguf.cpp` (`gguf_init_from_reader`).
 */
export function readMetadata(cursor: FileCursor, count: number): Metadata {
  const metadata = new Map<string, MetadataValue>()
  const start = cursor.position
  for (let pair = 0; pair < count; pair++) {
    const key = readKey(cursor, pair)
    if (metadata.has(key)) throw damaged(cursor, `key ${key} is there twice`, 'every key once')
    metadata.set(key, readValue(cursor, key))
    if (cursor.position - start > metadataLimitBytes)
      throw damaged(cursor, `metadata goes past ${metadataLimitBytes} bytes at ${key}`, 'less')
  }
  return metadata
}

export function damaged(cursor: { readonly path: string }, what: string, expected: string): RopewalkError {
  return new RopewalkError(
    'gguf.damaged',
    `Damaged model file: ${cursor.path}, ${what}. Expected ${expected}. Copy, download or convert the model again.`,
    { path: cursor.path },
  )
}

/** Real tokenizers take about 20 MB. */
const metadataLimitBytes = 1 << 28
const keyLimitBytes = 1024
const keptTextBytes = 4096
/** Per-layer arrays have at most 512 elements (llama.cpp `src/llama-hparams.h`, `LLAMA_MAX_LAYERS`). */
const keptElements = 1024

/** `gguf_type` in llama.cpp `ggml/include/gguf.h`. */
const boolType = 7
const stringType = 8
const arrayType = 9

interface Scalar {
  readonly bytes: number
  readonly decode: (bytes: Buffer) => number
}

const scalars: ReadonlyMap<number, Scalar> = new Map([
  [0, { bytes: 1, decode: (bytes) => bytes.readUInt8(0) }],
  [1, { bytes: 1, decode: (bytes) => bytes.readInt8(0) }],
  [2, { bytes: 2, decode: (bytes) => bytes.readUInt16LE(0) }],
  [3, { bytes: 2, decode: (bytes) => bytes.readInt16LE(0) }],
  [4, { bytes: 4, decode: (bytes) => bytes.readUInt32LE(0) }],
  [5, { bytes: 4, decode: (bytes) => bytes.readInt32LE(0) }],
  [6, { bytes: 4, decode: (bytes) => bytes.readFloatLE(0) }],
  [boolType, { bytes: 1, decode: (bytes) => Number(bytes.readUInt8(0) !== 0) }],
  [10, { bytes: 8, decode: (bytes) => Number(bytes.readBigUInt64LE(0)) }],
  [11, { bytes: 8, decode: (bytes) => Number(bytes.readBigInt64LE(0)) }],
  [12, { bytes: 8, decode: (bytes) => bytes.readDoubleLE(0) }],
])

function readKey(cursor: FileCursor, pair: number): string {
  const inside = `the name of metadata key ${pair + 1}`
  const bytes = cursor.readU64(inside)
  if (bytes === 0 || bytes > keyLimitBytes)
    throw damaged(cursor, `${inside} has ${bytes} bytes`, `1 to ${keyLimitBytes}`)
  return cursor.readBytes(bytes, inside).toString('utf8')
}

function readValue(cursor: FileCursor, key: string): MetadataValue {
  const type = cursor.readU32(`the type of ${key}`)
  if (type === stringType) return readText(cursor, key)
  if (type === arrayType) return readArray(cursor, key)
  const scalar = findScalar(cursor, key, type)
  const value = scalar.decode(cursor.readBytes(scalar.bytes, key))
  return type === boolType ? value !== 0 : value
}

function readText(cursor: FileCursor, key: string): string | Skimmed {
  const bytes = cursor.readU64(key)
  if (bytes <= keptTextBytes) return cursor.readBytes(bytes, key).toString('utf8')
  cursor.skip(bytes, key)
  return { length: bytes }
}

function readArray(cursor: FileCursor, key: string): readonly number[] | Skimmed {
  const type = cursor.readU32(`the element type of ${key}`)
  const length = cursor.readU64(`the length of ${key}`)
  if (type === stringType) return skimTexts(cursor, key, length)
  if (type === arrayType) throw damaged(cursor, `${key} is an array of arrays`, 'a plain array')
  const scalar = findScalar(cursor, key, type)
  if (length > keptElements) {
    cursor.skip(length * scalar.bytes, key)
    return { length }
  }
  return Array.from({ length }, () => scalar.decode(cursor.readBytes(scalar.bytes, key)))
}

function skimTexts(cursor: FileCursor, key: string, length: number): Skimmed {
  const leastBytes = length * 8
  if (leastBytes > metadataLimitBytes)
    throw damaged(cursor, `${key} states ${length} texts`, `at most ${metadataLimitBytes / 8}`)
  for (let text = 0; text < length; text++) cursor.skip(cursor.readU64(key), key)
  return { length }
}

function findScalar(cursor: FileCursor, key: string, type: number): Scalar {
  const scalar = scalars.get(type)
  if (scalar) return scalar
  throw damaged(cursor, `${key} has value type ${type}`, 'a type from 0 to 12')
}
