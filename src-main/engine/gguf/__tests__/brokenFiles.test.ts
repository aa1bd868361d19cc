import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { RopewalkError } from '../../../contract'
import type { ErrorCode } from '../../../contract'
import { readModel } from '../readModel'
import { createModelFolder, encodeParts, smallModel, u32, u64, withPairs } from './ggufBytes'
import type { GgufParts, TensorBytes } from './ggufBytes'

const files = createModelFolder()
const folder = mkdtempSync(join(tmpdir(), 'ropewalk-broken-'))
afterAll(() => {
  files.remove()
  rmSync(folder, { recursive: true })
})

const whole = encodeParts(smallModel)
const tensor = (change: Partial<TensorBytes>): GgufParts => ({
  ...smallModel,
  tensors: [{ ...smallModel.tensors[0], ...change }, smallModel.tensors[1]],
})
const remedy = 'Copy, download or convert the model again.'
const again = 'Copy or download the file again.'

/** Every broken file, with the code and the exact message it must give; PATH stands for the file's path. */
const corpus: readonly (readonly [string, Uint8Array, ErrorCode, string])[] = [
  [
    'empty file',
    Buffer.alloc(0),
    'gguf.badMagic',
    'Not a GGUF file: PATH (an empty file). Expected a file that starts with "GGUF". Convert the model to GGUF, or choose another file.',
  ],
  [
    'zip',
    Buffer.from('PK\x03\x04 and more bytes'),
    'gguf.badMagic',
    'Not a GGUF file: PATH (first bytes "PK\\u0003\\u0004"). Expected a file that starts with "GGUF". Convert the model to GGUF, or choose another file.',
  ],
  [
    'magic only',
    whole.subarray(0, 4),
    'gguf.truncated',
    `Model file ends too early: PATH has 4 bytes and stops inside the version. Expected at least 8 bytes. ${again}`,
  ],
  [
    'version 1',
    encodeParts({ ...smallModel, version: 1 }),
    'gguf.unsupportedVersion',
    'GGUF version not supported: 1 (PATH). Expected little-endian version 2 or 3. Convert the model again with a current converter.',
  ],
  [
    'big-endian',
    encodeParts({ ...smallModel, version: 0x03000000 }),
    'gguf.unsupportedVersion',
    'GGUF version not supported: big-endian file (PATH). Expected little-endian version 2 or 3. Convert the model again with a current converter.',
  ],
  [
    'absurd tensor count',
    encodeParts({ ...smallModel, tensorCount: 2n ** 64n - 1n }),
    'gguf.damaged',
    `Damaged model file: PATH, 18446744073709552000 tensors are stated. Expected at most 65536. ${remedy}`,
  ],
  [
    'absurd key count',
    encodeParts({ ...smallModel, keyCount: 1_000_000n }),
    'gguf.damaged',
    `Damaged model file: PATH, 1000000 metadata keys are stated. Expected at most 4096. ${remedy}`,
  ],
  [
    'cut inside the metadata',
    whole.subarray(0, 60),
    'gguf.truncated',
    `Model file ends too early: PATH has 60 bytes and stops inside general.architecture. Expected at least 64 bytes. ${again}`,
  ],
  [
    'cut inside the weights',
    whole.subarray(0, whole.length - 1),
    'gguf.truncated',
    `Model file ends too early: PATH has ${whole.length - 1} bytes and stops inside tensor output_norm.weight. Expected at least ${whole.length} bytes. ${again}`,
  ],
  [
    'text beyond the file',
    encodeParts(withPairs({ 'general.name': { raw: Buffer.concat([u32(8), u64(2 ** 40)]) } })),
    'gguf.truncated',
    'Model file ends too early: PATH has BYTES bytes and stops inside general.name. Expected at least',
  ],
  [
    'array beyond the file',
    encodeParts(withPairs({ 'general.name': { raw: Buffer.concat([u32(9), u32(4), u64(2n ** 62n)]) } })),
    'gguf.truncated',
    'Model file ends too early: PATH has BYTES bytes and stops inside general.name. Expected at least',
  ],
  [
    'absurd text array',
    encodeParts(withPairs({ 'general.name': { raw: Buffer.concat([u32(9), u32(8), u64(2n ** 62n)]) } })),
    'gguf.damaged',
    `Damaged model file: PATH, general.name states 4611686018427388000 texts. Expected at most 33554432. ${remedy}`,
  ],
  [
    'array of arrays',
    encodeParts(withPairs({ 'general.name': { raw: Buffer.concat([u32(9), u32(9), u64(1)]) } })),
    'gguf.damaged',
    `Damaged model file: PATH, general.name is an array of arrays. Expected a plain array. ${remedy}`,
  ],
  [
    'unknown value type',
    encodeParts(withPairs({ 'general.name': { raw: u32(99) } })),
    'gguf.damaged',
    `Damaged model file: PATH, general.name has value type 99. Expected a type from 0 to 12. ${remedy}`,
  ],
  [
    'empty key',
    encodeParts({ ...smallModel, pairs: [['', { u32: 1 }]] }),
    'gguf.damaged',
    `Damaged model file: PATH, the name of metadata key 1 has 0 bytes. Expected 1 to 1024. ${remedy}`,
  ],
  [
    'duplicate key',
    encodeParts({ ...smallModel, pairs: [...smallModel.pairs, smallModel.pairs[2]] }),
    'gguf.damaged',
    `Damaged model file: PATH, key llama.context_length is there twice. Expected every key once. ${remedy}`,
  ],
  [
    'missing key',
    encodeParts(withPairs({ 'llama.context_length': null })),
    'gguf.damaged',
    `Damaged model file: PATH, llama.context_length is missing. Expected this key in the metadata. ${remedy}`,
  ],
  [
    'no architecture',
    encodeParts(withPairs({ 'general.architecture': null })),
    'gguf.damaged',
    `Damaged model file: PATH, general.architecture is missing. Expected this key in the metadata. ${remedy}`,
  ],
  [
    'text where a number belongs',
    encodeParts(withPairs({ 'llama.block_count': { text: 'two' } })),
    'gguf.damaged',
    `Damaged model file: PATH, llama.block_count is "two". Expected a whole number from 1 to 512. ${remedy}`,
  ],
  [
    'more layers than llama.cpp can hold',
    encodeParts(withPairs({ 'llama.block_count': { u32: 513 } })),
    'gguf.damaged',
    `Damaged model file: PATH, llama.block_count is 513. Expected a whole number from 1 to 512. ${remedy}`,
  ],
  [
    'base below 1',
    encodeParts(withPairs({ 'llama.rope.freq_base': { f32: 0.5 } })),
    'gguf.damaged',
    `Damaged model file: PATH, llama.rope.freq_base is 0.5. Expected more than 1. ${remedy}`,
  ],
  [
    'odd rotary dimensions',
    encodeParts(withPairs({ 'llama.rope.dimension_count': { u32: 15 } })),
    'gguf.damaged',
    `Damaged model file: PATH, llama.rope.dimension_count is 15. Expected 16, the size of a head. ${remedy}`,
  ],
  [
    'alignment that is no power of two',
    encodeParts(withPairs({ 'general.alignment': { u32: 48 } })),
    'gguf.damaged',
    `Damaged model file: PATH, general.alignment is 48. Expected a power of two. ${remedy}`,
  ],
  [
    'tensor that overlaps the one before',
    encodeParts({
      ...smallModel,
      tensors: [smallModel.tensors[0], { ...smallModel.tensors[1], offset: 32 }],
    }),
    'gguf.damaged',
    `Damaged model file: PATH, tensor output_norm.weight starts at byte 32 of the tensor data. Expected byte 224, right after the tensor before it. ${remedy}`,
  ],
  [
    'tensor far outside',
    encodeParts(tensor({ offset: 2n ** 60n })),
    'gguf.damaged',
    `Damaged model file: PATH, tensor token_embd.weight starts at byte 1152921504606847000 of the tensor data. Expected byte 0, right after the tensor before it. ${remedy}`,
  ],
  [
    'unknown tensor type',
    encodeParts(tensor({ type: 4 })),
    'gguf.damaged',
    `Damaged model file: PATH, tensor token_embd.weight has type 4. Expected a weight type of this llama.cpp. ${remedy}`,
  ],
  [
    'absurd extents',
    encodeParts(tensor({ extents: [2n ** 40n, 2n ** 40n] })),
    'gguf.damaged',
    `Damaged model file: PATH, tensor token_embd.weight states 1099511627776 x 1099511627776 elements. Expected a size that can exist. ${remedy}`,
  ],
  [
    'row that is no whole block',
    encodeParts(tensor({ extents: [33, 3] })),
    'gguf.damaged',
    `Damaged model file: PATH, tensor token_embd.weight of type Q8_0 has rows of 33. Expected a multiple of 32. ${remedy}`,
  ],
  [
    'axis of length 0',
    encodeParts(tensor({ extents: [64, 0] })),
    'gguf.damaged',
    `Damaged model file: PATH, tensor token_embd.weight has an axis of length 0. Expected at least 1. ${remedy}`,
  ],
  [
    'too many axes',
    encodeParts(tensor({ extents: [32, 1, 1, 1, 1] })),
    'gguf.damaged',
    `Damaged model file: PATH, tensor token_embd.weight has 5 axes. Expected at most 4. ${remedy}`,
  ],
  [
    'long tensor name',
    encodeParts(tensor({ name: 'x'.repeat(64) })),
    'gguf.damaged',
    `Damaged model file: PATH, the name of tensor 1 has 64 bytes. Expected 1 to 63. ${remedy}`,
  ],
  [
    'duplicate tensor',
    encodeParts(tensor({ name: 'output_norm.weight' })),
    'gguf.damaged',
    `Damaged model file: PATH, tensor output_norm.weight is there twice. Expected every name once. ${remedy}`,
  ],
  [
    'no vocabulary',
    encodeParts(withPairs({ 'tokenizer.ggml.model': { text: 'no_vocab' } })),
    'model.unsupported',
    'Model without a vocabulary: PATH, tokenizer.ggml.model is no_vocab. Expected a tokenizer in the file, since texts are read as tokens. Convert the model again with its tokenizer.',
  ],
  [
    'unknown scaling type',
    encodeParts(
      withPairs({ 'llama.rope.scaling.type': { text: 'su' }, 'llama.rope.scaling.factor': { f32: 8 } }),
    ),
    'model.unsupported',
    'RoPE scaling that llama.cpp does not know: PATH, llama.rope.scaling.type is "su". Expected none, linear, yarn, longrope. Convert the model again: su is the old name of longrope.',
  ],
  [
    'factors in F16',
    encodeParts(tensor({ name: 'rope_freqs.weight', extents: [112], type: 1 })),
    'model.unsupported',
    'RoPE factors of a kind that llama.cpp cannot rotate by: PATH, rope_freqs.weight is F16. Expected F32. Convert the model again with a current converter, which keeps this tensor in F32.',
  ],
  [
    'factors of a layer in Q8_0',
    encodeParts(tensor({ name: 'blk.0.rope_factors_long.weight', extents: [192], type: 8 })),
    'model.unsupported',
    'RoPE factors of a kind that llama.cpp cannot rotate by: PATH, blk.0.rope_factors_long.weight is Q8_0. Expected F32. Convert the model again with a current converter, which keeps this tensor in F32.',
  ],
  [
    'a layer without attention',
    encodeParts(withPairs({ 'llama.attention.head_count': { u32s: [4, 0] } })),
    'model.unsupported',
    'Layers without attention: PATH, layer 1 of 2. Expected attention in every layer. Choose another model.',
  ],
  [
    'experts of which none is used',
    encodeParts(withPairs({ 'llama.expert_count': { u32: 8 } })),
    'gguf.damaged',
    `Damaged model file: PATH, llama.expert_used_count is 0. Expected a number from 1 to 8. ${remedy}`,
  ],
  [
    'more experts used than there are',
    encodeParts(withPairs({ 'llama.expert_used_count': { u32: 2 } })),
    'gguf.damaged',
    `Damaged model file: PATH, llama.expert_used_count is 2. Expected 0, as there are no experts. ${remedy}`,
  ],
  [
    'more experts than llama.cpp has room for',
    encodeParts(withPairs({ 'llama.expert_count': { u32: 1025 }, 'llama.expert_used_count': { u32: 2 } })),
    'gguf.damaged',
    `Damaged model file: PATH, llama.expert_count is 1025. Expected at most 1024. ${remedy}`,
  ],
]

describe('broken model files', () => {
  it.each(corpus)('%s', (name, bytes, code, message) => {
    const path = files.write(`${name.replaceAll(' ', '-')}.gguf`, bytes)
    const error = catchError(() => readModel(path))
    expect(error.code).toBe(code)
    const expected = message.replace('PATH', path).replace('BYTES', String(bytes.length))
    expect(error.message.slice(0, expected.endsWith('.') ? undefined : expected.length)).toBe(expected)
  })

  it('names a missing file', () => {
    const path = join(folder, 'none.gguf')
    const error = catchError(() => readModel(path))
    expect(error.code).toBe('model.missing')
    expect(error.message).toBe(`Model file not found: ${path}. Expected a GGUF model file. Check the path.`)
  })

  it('refuses a folder', () => {
    const error = catchError(() => readModel(folder))
    expect(error.code).toBe('model.unreadable')
    expect(error.message).toBe(
      `Not a file: ${folder}. Expected a GGUF model file. Give the path of the .gguf file itself.`,
    )
  })

  it.runIf(process.platform !== 'win32')('does not wait at a named pipe', () => {
    const path = join(folder, 'pipe.gguf')
    execFileSync('mkfifo', [path])
    expect(catchError(() => readModel(path)).code).toBe('model.unreadable')
  })
})

function catchError(action: () => unknown): RopewalkError {
  try {
    action()
  } catch (error) {
    if (error instanceof RopewalkError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
