/** A Q8_0 model of realistic size with random quants, for timing only: its text is noise, its arithmetic is real. */
import { encodedBytes, encodeTensor, q80BlockBytes, q80BlockWeights, toBinary16 } from './tensor-encoding'
import { writeGguf } from './gguf-writer'
import type { GgufTensor } from './gguf-writer'
import { buildModelFile } from './model-shape'
import type { ModelShape } from './model-shape'
import { createRandomSource } from './random-source'
import type { RandomSource } from './random-source'

export interface BenchmarkModelOptions {
  readonly layers: number
  readonly heads: number
  readonly headDimensions: number
  readonly feedForwardLength: number
  readonly vocabularySize: number
  readonly contextTokens: number
}

/** 12 layers x 12 heads x 64, embedding 768: 162 million parameters, 173 MB. */
const defaults: BenchmarkModelOptions = {
  layers: 12,
  heads: 12,
  headDimensions: 64,
  feedForwardLength: 3072,
  vocabularySize: 32_000,
  contextTokens: 2048,
}

/** Streams a llama-architecture model to `path`; widths must be multiples of 32. Returns the path. */
export async function generateBenchmarkModel(
  path: string,
  options: Partial<BenchmarkModelOptions> = {},
): Promise<string> {
  const extents = { ...defaults, ...options }
  const shape: ModelShape = {
    ...extents,
    architecture: 'llama',
    keyValueHeads: extents.heads,
    rotaryDimensions: extents.headDimensions,
    ropeBase: 1e4,
    weightType: 'Q8_0',
  }
  await writeGguf(path, buildModelFile('random benchmark', shape, listTensors(shape)))
  return path
}

function listTensors(shape: ModelShape): GgufTensor[] {
  const random = createRandomSource(1)
  const width = shape.heads * shape.headDimensions
  const matrix = (name: string, outputs: number, inputs: number, deviation: number): GgufTensor => ({
    name: `${name}.weight`,
    shape: [outputs, inputs],
    type: 'Q8_0',
    pieces: () => generateQuants(random, outputs, inputs, deviation),
  })
  const norm = (name: string): GgufTensor => ({
    name: `${name}.weight`,
    shape: [width],
    type: 'F32',
    pieces: () => [encodeTensor('F32', new Float32Array(width).fill(1))],
  })
  const layers = Array.from({ length: shape.layers }, (_, layer) => [
    norm(`blk.${layer}.attn_norm`),
    matrix(`blk.${layer}.attn_q`, width, width, 1.4),
    matrix(`blk.${layer}.attn_k`, width, width, 1.4),
    matrix(`blk.${layer}.attn_v`, width, width, 1),
    matrix(`blk.${layer}.attn_output`, width, width, 0.7),
    norm(`blk.${layer}.ffn_norm`),
    matrix(`blk.${layer}.ffn_gate`, shape.feedForwardLength, width, 1),
    matrix(`blk.${layer}.ffn_up`, shape.feedForwardLength, width, 1),
    matrix(`blk.${layer}.ffn_down`, width, shape.feedForwardLength, 0.5),
  ])
  return [
    matrix('token_embd', shape.vocabularySize, width, Math.sqrt(width)),
    ...layers.flat(),
    norm('output_norm'),
    matrix('output', shape.vocabularySize, width, 1),
  ]
}

/** Deviation of the uniform integers -128 .. 127. */
const quantDeviation = Math.sqrt((256 ** 2 - 1) / 12)
const rowsPerPiece = 256

/** Uniform quants under one scale, so that a unit-rms input gives outputs of about `deviation`. */
function* generateQuants(
  random: RandomSource,
  outputs: number,
  inputs: number,
  deviation: number,
): Generator<Uint8Array> {
  const scale = toBinary16(deviation / Math.sqrt(inputs) / quantDeviation)
  for (let row = 0; row < outputs; row += rowsPerPiece) {
    const rows = Math.min(rowsPerPiece, outputs - row)
    const halfwords = new Uint16Array(encodedBytes('Q8_0', [rows, inputs]) / 2)
    for (let block = 0; block < halfwords.length; block += q80BlockBytes / 2) {
      halfwords[block] = scale
      for (let i = 1; i < q80BlockWeights / 2; i += 2) {
        const word = random.nextWord()
        halfwords[block + i] = word
        halfwords[block + i + 1] = word >>> 16
      }
    }
    yield new Uint8Array(halfwords.buffer)
  }
}
