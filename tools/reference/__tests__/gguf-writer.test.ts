import { gguf } from '@huggingface/gguf'
import { stat } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { generateBenchmarkModel } from '../benchmark-model'
import { encodeGguf, writeGguf } from '../gguf-writer'
import type { GgufFile } from '../gguf-writer'
import { readReferenceModel } from '../reference-model'
import { encodeTensor } from '../tensor-encoding'
import { useTemporaryDirectory } from './temporary-directory'

const temporaryPath = useTemporaryDirectory()

const file: GgufFile = {
  metadata: new Map([
    ['general.architecture', { type: 'string', value: 'llama' }],
    ['test.count', { type: 'u32', value: 4_000_000_000 }],
    ['test.ratio', { type: 'f32', value: 0.5 }],
    ['test.flag', { type: 'bool', value: true }],
    ['test.words', { type: 'strings', value: ['Ġwalk', '', 'é'] }],
    ['test.numbers', { type: 'i32s', value: [-1, 7] }],
  ]),
  tensors: [
    {
      name: 'first',
      shape: [1, 3],
      type: 'F32',
      pieces: () => [encodeTensor('F32', Float32Array.of(1, 2, 3))],
    },
    {
      name: 'second',
      shape: [2, 32],
      type: 'Q8_0',
      pieces: () => [encodeTensor('Q8_0', new Float32Array(32)), encodeTensor('Q8_0', new Float32Array(32))],
    },
    { name: 'third', shape: [2], type: 'F16', pieces: () => [encodeTensor('F16', Float32Array.of(1, 2))] },
  ],
}

describe('writeGguf', () => {
  it('writes a file that another reader understands', async () => {
    const path = temporaryPath('written.gguf')
    await writeGguf(path, file)
    const { metadata, tensorInfos, tensorDataOffset } = await gguf(path, { allowLocalFile: true })
    expect(metadata).toMatchObject({
      version: 3,
      tensor_count: 3n,
      'general.architecture': 'llama',
      'test.count': 4_000_000_000,
      'test.ratio': 0.5,
      'test.flag': true,
      'test.words': ['Ġwalk', '', 'é'],
      'test.numbers': [-1, 7],
    })
    expect(tensorInfos.map(({ name, shape, dtype, offset }) => ({ name, shape, dtype, offset }))).toEqual([
      { name: 'first', shape: [3n, 1n], dtype: 0, offset: 0n },
      { name: 'second', shape: [32n, 2n], dtype: 8, offset: 32n },
      { name: 'third', shape: [2n], dtype: 1, offset: 128n },
    ])
    expect(Number(tensorDataOffset) % 32).toBe(0)
    expect((await stat(path)).size).toBe(Number(tensorDataOffset) + 128 + 32)
  })

  it('refuses a tensor with another number of bytes than its shape asks for', () => {
    const short: GgufFile = { ...file, tensors: [{ ...file.tensors[0], shape: [4] }] }
    expect(() => [...encodeGguf(short)]).toThrow('Tensor first has 12 bytes. Expected 16.')
  })
})

describe('generateBenchmarkModel', () => {
  it('writes random weights of the deviation it promises', async () => {
    const extents = { layers: 1, heads: 2, headDimensions: 32, feedForwardLength: 96, vocabularySize: 300 }
    const model = await readReferenceModel(
      await generateBenchmarkModel(temporaryPath('benchmark.gguf'), extents),
    )
    expect(model).toMatchObject({ layers: 1, heads: 2, width: 64, vocabularySize: 300 })
    const weights = model.tensors.get('blk.0.attn_q.weight') ?? new Float64Array()
    const deviation = Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length)
    expect(weights.length).toBe(64 * 64)
    expect(deviation * Math.sqrt(64)).toBeCloseTo(1.4, 1)
  })
})
