import { describe, expect, it } from 'vitest'
import { dequantise, fromBinary16 } from '../dequantise'
import { encodedBytes, encodeTensor, toBinary16 } from '../tensor-encoding'

describe('toBinary16', () => {
  /** Bit patterns worked out from IEEE 754-2008, section 3.4. */
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1.5 * 2 ** -24, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [Infinity, 0x7c00],
  ])('turns %d into its bits', (value, bits) => {
    expect(toBinary16(value)).toBe(bits)
  })

  it('returns every pattern that fromBinary16 has read', () => {
    const changed = Array.from({ length: 65536 }, (_, bits) => bits).filter(
      (bits) => !Number.isNaN(fromBinary16(bits)) && toBinary16(fromBinary16(bits)) !== bits,
    )
    expect(changed).toEqual([])
    expect(fromBinary16(toBinary16(NaN))).toBeNaN()
  })
})

describe('dequantise', () => {
  it('reads Q8_0 blocks as scale times signed byte', () => {
    const bytes = new Uint8Array(68)
    bytes.set([0x00, 0x38, 2, 0x80, 0xff], 0)
    bytes.set([0x00, 0xc0, 1], 34)
    const values = dequantise(8, bytes, 64)
    expect([...values.subarray(0, 4)]).toEqual([1, -64, -0.5, 0])
    expect([...values.subarray(32, 34)]).toEqual([-2, -0])
  })

  it('recovers Q8_0 weights to half a step of their block', () => {
    const weights = Float32Array.from({ length: 96 }, (_, i) => Math.sin(i) * 10 ** Math.floor(i / 32))
    const values = dequantise(8, encodeTensor('Q8_0', weights), 96)
    weights.forEach((weight, i) => {
      const step = (10 ** Math.floor(i / 32) / 127) * (1 + 127 * 2 ** -11)
      expect(Math.abs(values[i] - weight)).toBeLessThan(0.5 * step + 10 ** Math.floor(i / 32) * 2 ** -11)
    })
  })

  it('keeps F32 exactly and a block of zeros as zeros', () => {
    const weights = Float32Array.of(0.1, -3, 1e-30)
    expect([...dequantise(0, encodeTensor('F32', weights), 3)]).toEqual([...weights])
    expect(dequantise(8, encodeTensor('Q8_0', new Float32Array(32)), 32)).toEqual(new Float64Array(32))
  })

  it('refuses other types, and rows that are not whole blocks', () => {
    expect(() => dequantise(12, new Uint8Array(4), 1)).toThrow('Unsupported tensor type: 12.')
    expect(() => encodedBytes('Q8_0', [2, 48])).toThrow('A Q8_0 row has 48 weights.')
  })
})
