/** Numbers to tensor bytes: F32, F16 and Q8_0 as ggml lays them out, little-endian. Reading back is dequantise.ts. */

export type TensorType = 'F32' | 'F16' | 'Q8_0'

/** `ggml_type` in ggml `include/ggml.h`. */
export const tensorTypeCodes: Readonly<Record<TensorType, number>> = { F32: 0, F16: 1, Q8_0: 8 }

/** Q8_0: 32 weights share one binary16 scale (`block_q8_0` in ggml `src/ggml-common.h`). */
export const q80BlockWeights = 32
export const q80BlockBytes = 2 + q80BlockWeights

/** Bytes of a tensor of this row-major shape. @throws Error when a Q8_0 row is not a whole number of blocks. */
export function encodedBytes(type: TensorType, shape: readonly number[]): number {
  const weights = shape.reduce((product, extent) => product * extent, 1)
  if (type === 'F32') return 4 * weights
  if (type === 'F16') return 2 * weights
  const rowWeights = shape[shape.length - 1]
  if (rowWeights % q80BlockWeights !== 0)
    throw new Error(`A Q8_0 row has ${rowWeights} weights. Expected a multiple of ${q80BlockWeights}.`)
  return (weights / q80BlockWeights) * q80BlockBytes
}

/** `values` (row-major) as tensor bytes; F16 rounds to nearest even, Q8_0 rounds x / (max|x| / 127) per block. */
export function encodeTensor(type: TensorType, values: Float32Array): Uint8Array {
  switch (type) {
    case 'F32':
      return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    case 'F16':
      return new Uint8Array(Uint16Array.from(values, toBinary16).buffer)
    case 'Q8_0':
      return encodeQ80(values)
  }
}

const floatView = new Float32Array(1)
const bitsView = new Uint32Array(floatView.buffer)

/** IEEE 754 binary16 bits of x, rounded to nearest, ties to even; too large becomes infinity. */
export function toBinary16(x: number): number {
  floatView[0] = x
  const bits = bitsView[0]
  const sign = (bits >>> 16) & 0x8000
  const magnitude = bits & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00
  const exponent = (magnitude >>> 23) - 127 + 15
  if (exponent >= 31) return sign | 0x7c00
  if (exponent < -10) return sign
  const fraction = magnitude & 0x7fffff
  if (exponent > 0) return sign | (((exponent << 10) | (fraction >>> 13)) + roundUp(fraction, 13))
  const subnormal = fraction | 0x800000
  const droppedBits = 14 - exponent
  return sign | ((subnormal >>> droppedBits) + roundUp(subnormal, droppedBits))
}

/** 1 when dropping the low bits of `value` rounds away from zero. */
function roundUp(value: number, droppedBits: number): number {
  const dropped = value & ((1 << droppedBits) - 1)
  const half = 1 << (droppedBits - 1)
  if (dropped === half) return (value >>> droppedBits) & 1
  return Number(dropped > half)
}

function encodeQ80(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(encodedBytes('Q8_0', [values.length]))
  const view = new DataView(bytes.buffer)
  for (let block = 0; block < values.length / q80BlockWeights; block++) {
    const weights = values.subarray(block * q80BlockWeights, (block + 1) * q80BlockWeights)
    const scale = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0) / 127
    view.setUint16(block * q80BlockBytes, toBinary16(scale), true)
    for (let i = 0; i < q80BlockWeights; i++)
      view.setInt8(block * q80BlockBytes + 2 + i, scale === 0 ? 0 : Math.round(weights[i] / scale))
  }
  return bytes
}
