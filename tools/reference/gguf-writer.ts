/** Writes GGUF version 3 files, little-endian: metadata, then tensors aligned to 32 bytes. It quantises nothing. */
import { open } from 'node:fs/promises'
import { encodedBytes, tensorTypeCodes } from './tensor-encoding'
import type { TensorType } from './tensor-encoding'

/** A metadata value with the type it has on disk; lists hold one type only. */
export type GgufValue =
  | { readonly type: 'u32' | 'f32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'i32s'; readonly value: readonly number[] }

export interface GgufTensor {
  readonly name: string
  /** Row-major, slowest axis first: a weight is [outputs, inputs]. The file lists them the other way round. */
  readonly shape: readonly number[]
  readonly type: TensorType
  /** Encoded bytes, in pieces so that a large tensor need not exist at once. */
  readonly pieces: () => Iterable<Uint8Array>
}

export interface GgufFile {
  readonly metadata: ReadonlyMap<string, GgufValue>
  readonly tensors: readonly GgufTensor[]
}

/**
 * Writes `file` to `path` piece by piece.
 * @throws Error when a tensor yields another number of bytes than its shape and type ask for.
 * Source: ggml `docs/gguf.md` and `include/gguf.h`.
 */
export async function writeGguf(path: string, file: GgufFile): Promise<void> {
  const handle = await open(path, 'w')
  try {
    for (const piece of encodeGguf(file)) await handle.writeFile(piece)
  } finally {
    await handle.close()
  }
}

/** The bytes of `file` in order, as `writeGguf` puts them on disk. */
export function* encodeGguf(file: GgufFile): Generator<Uint8Array> {
  const header = encodeHeader(file)
  yield header
  yield padding(header.length)
  for (const tensor of file.tensors) {
    const expectedBytes = encodedBytes(tensor.type, tensor.shape)
    let writtenBytes = 0
    for (const piece of tensor.pieces()) {
      writtenBytes += piece.length
      yield piece
    }
    if (writtenBytes !== expectedBytes)
      throw new Error(`Tensor ${tensor.name} has ${writtenBytes} bytes. Expected ${expectedBytes}.`)
    yield padding(writtenBytes)
  }
}

const alignmentBytes = 32
const magic = 0x46554747
const valueTypeCodes = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 }

function padding(writtenBytes: number): Uint8Array {
  return new Uint8Array((alignmentBytes - (writtenBytes % alignmentBytes)) % alignmentBytes)
}

function encodeHeader({ metadata, tensors }: GgufFile): Uint8Array {
  const parts = [u32(magic), u32(3), u64(tensors.length), u64(metadata.size)]
  for (const [key, value] of metadata) parts.push(text(key), encodeValue(value))
  let offsetBytes = 0
  for (const { name, shape, type } of tensors) {
    parts.push(text(name), u32(shape.length), ...[...shape].reverse().map(u64))
    parts.push(u32(tensorTypeCodes[type]), u64(offsetBytes))
    const bytes = encodedBytes(type, shape)
    offsetBytes += bytes + padding(bytes).length
  }
  return Buffer.concat(parts)
}

function encodeValue(entry: GgufValue): Buffer {
  switch (entry.type) {
    case 'u32':
      return Buffer.concat([u32(valueTypeCodes.u32), u32(entry.value)])
    case 'f32':
      return Buffer.concat([u32(valueTypeCodes.f32), f32(entry.value)])
    case 'bool':
      return Buffer.concat([u32(valueTypeCodes.bool), Buffer.from([Number(entry.value)])])
    case 'string':
      return Buffer.concat([u32(valueTypeCodes.string), text(entry.value)])
    case 'strings':
      return encodeList(valueTypeCodes.string, entry.value.map(text))
    case 'i32s':
      return encodeList(valueTypeCodes.i32, entry.value.map(i32))
  }
}

function encodeList(itemType: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([u32(valueTypeCodes.array), u32(itemType), u64(items.length), ...items])
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8')
  return Buffer.concat([u64(bytes.length), bytes])
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function i32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return bytes
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
