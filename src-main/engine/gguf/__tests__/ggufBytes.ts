/** Writes GGUF bytes by hand for tests, wrong ones included. It is not a general writer. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Value =
  | { u32: number }
  | { u64: bigint }
  | { f32: number }
  | { bool: boolean }
  | { text: string }
  | { texts: readonly string[] }
  | { u32s: readonly number[] }
  | { raw: Buffer }

export interface TensorBytes {
  readonly name: string
  readonly extents: readonly (number | bigint)[]
  readonly type: number
  readonly offset: number | bigint
}

export interface GgufParts {
  readonly magic: string
  readonly version: number
  readonly tensorCount?: bigint
  readonly keyCount?: bigint
  readonly pairs: readonly (readonly [string, Value])[]
  readonly tensors: readonly TensorBytes[]
  readonly dataBytes: number
}

export const smallModel: GgufParts = {
  magic: 'GGUF',
  version: 3,
  pairs: [
    ['general.architecture', { text: 'llama' }],
    ['general.name', { text: 'small' }],
    ['llama.context_length', { u32: 256 }],
    ['llama.embedding_length', { u32: 64 }],
    ['llama.block_count', { u32: 2 }],
    ['llama.attention.head_count', { u32: 4 }],
    ['tokenizer.ggml.model', { text: 'gpt2' }],
    ['tokenizer.ggml.tokens', { texts: ['a', 'b', 'c'] }],
  ],
  tensors: [
    { name: 'token_embd.weight', extents: [64, 3], type: 8, offset: 0 },
    { name: 'output_norm.weight', extents: [64], type: 0, offset: 224 },
  ],
  dataBytes: 224 + 256,
}

/** `smallModel` with pairs replaced by key; `null` leaves one out. */
export function withPairs(changes: Readonly<Record<string, Value | null>>, from = smallModel): GgufParts {
  const kept = from.pairs.filter(([key]) => !(key in changes))
  const added = Object.entries(changes).flatMap(([key, value]) => (value ? [[key, value] as const] : []))
  return { ...from, pairs: [...kept, ...added] }
}

export function encodeParts(parts: GgufParts): Buffer {
  const header = Buffer.concat([
    Buffer.from(parts.magic, 'latin1'),
    u32(parts.version),
    u64(parts.tensorCount ?? BigInt(parts.tensors.length)),
    u64(parts.keyCount ?? BigInt(parts.pairs.length)),
    ...parts.pairs.flatMap(([key, value]) => [text(key), encodeValue(value)]),
    ...parts.tensors.flatMap(({ name, extents, type, offset }) => [
      text(name),
      u32(extents.length),
      ...extents.map(u64),
      u32(type),
      u64(offset),
    ]),
  ])
  const padding = Buffer.alloc((32 - (header.length % 32)) % 32)
  return Buffer.concat([header, padding, Buffer.alloc(parts.dataBytes)])
}

/** A folder for one test file; call `remove` when done. */
export function createModelFolder(): {
  write: (name: string, bytes: Uint8Array) => string
  remove: () => void
} {
  const folder = mkdtempSync(join(tmpdir(), 'ropewalk-gguf-'))
  return {
    write: (name, bytes) => {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      return path
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

export function u64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function text(value: string): Buffer {
  return Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)])
}

function encodeValue(value: Value): Buffer {
  if ('u32' in value) return Buffer.concat([u32(4), u32(value.u32)])
  if ('u64' in value) return Buffer.concat([u32(10), u64(value.u64)])
  if ('f32' in value) {
    const bytes = Buffer.alloc(4)
    bytes.writeFloatLE(value.f32)
    return Buffer.concat([u32(6), bytes])
  }
  if ('bool' in value) return Buffer.concat([u32(7), Buffer.from([Number(value.bool)])])
  if ('text' in value) return Buffer.concat([u32(8), text(value.text)])
  if ('raw' in value) return value.raw
  if ('texts' in value)
    return Buffer.concat([u32(9), u32(8), u64(value.texts.length), ...value.texts.map(text)])
  return Buffer.concat([u32(9), u32(4), u64(value.u32s.length), ...value.u32s.map(u32)])
}
