/** Tensor bytes to float64. Written against the format alone, so that it can check tensor-encoding.ts. */

/**
 * @param typeCode `ggml_type`: 0 F32, 1 F16, 8 Q8_0 (blocks of a binary16 scale and 32 signed bytes).
 * @param bytes whole tensor, little-endian. @param weights number of values.
 * @throws Error for another type. Source: ggml `include/ggml.h`, `src/ggml-common.h` (`block_q8_0`).
 */
export function dequantise(typeCode: number, bytes: Uint8Array, weights: number): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = new Float64Array(weights)
  switch (typeCode) {
    case 0:
      for (let i = 0; i < weights; i++) values[i] = view.getFloat32(4 * i, true)
      return values
    case 1:
      for (let i = 0; i < weights; i++) values[i] = fromBinary16(view.getUint16(2 * i, true))
      return values
    case 8:
      for (let i = 0; i < weights; i++) {
        const block = 34 * Math.floor(i / 32)
        values[i] = fromBinary16(view.getUint16(block, true)) * view.getInt8(block + 2 + (i % 32))
      }
      return values
    default:
      throw new Error(`Unsupported tensor type: ${typeCode}. Expected 0 (F32), 1 (F16) or 8 (Q8_0).`)
  }
}

/** Value of IEEE 754 binary16 bits: 1 sign bit, 5 of exponent (bias 15), 10 of fraction. */
export function fromBinary16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
