/** Frequency divisors that a converter baked into the file: read, and recognised as llama3 scaling. */
import type { RotaryGeometry } from '../../contract'
import { FileCursor } from './FileCursor'
import type { GgufHeader } from './readHeader'

/**
 * `rope_freqs.weight` [d/2], the divisors of theta_j; `null` where the file has none or not one F32 per pair.
 * Source: llama.cpp `src/llama-arch.cpp` (`LLM_TENSOR_ROPE_FREQS`).
 */
export function readBakedDivisors(header: GgufHeader, pairs: number): Float64Array | null {
  const tensor = header.tensors.find(({ name }) => name === 'rope_freqs.weight')
  if (!tensor || tensor.type.name !== 'F32' || tensor.elements !== pairs) return null
  const cursor = new FileCursor(header.path)
  try {
    cursor.skip(header.dataStart + tensor.offsetBytes, tensor.name)
    const bytes = cursor.readBytes(tensor.bytes, tensor.name)
    return Float64Array.from({ length: pairs }, (_, pair) => bytes.readFloatLE(4 * pair))
  } finally {
    cursor.close()
  }
}

export interface Llama3Scaling {
  /** F: divisor of the low frequencies. */
  readonly factor: number
  readonly originalContextTokens: number
}

/**
 * The llama3 scaling that `divisors` [d/2] stand for with low and high frequency factors 1 and 4; `null` when it is another
 * rule. A pair in the middle band gives L = lambda (1 + 3 sigma), sigma = (1/divisor - 1/F) / (1 - 1/F).
 * Source: science.md 3.2, `llama3`; Hugging Face `_compute_llama3_parameters`.
 */
export function inferLlama3Scaling(divisors: Float64Array, geometry: RotaryGeometry): Llama3Scaling | null {
  const factor = Math.max(...divisors)
  if (!(factor > 1) || !Number.isFinite(factor)) return null
  const wavelengths = divisors.map(
    (_, pair) => 2 * Math.PI * geometry.ropeBase ** ((2 * pair) / geometry.rotaryDimensions),
  )
  const middle = divisors.findIndex((divisor) => divisor > 1.001 && divisor < 0.999 * factor)
  if (middle < 0) return null
  const sigma = (1 / divisors[middle] - 1 / factor) / (1 - 1 / factor)
  const originalContextTokens = Math.round(wavelengths[middle] * (1 + 3 * sigma))
  const agrees = divisors.every((divisor, pair) => {
    const expected = computeDivisor(wavelengths[pair], factor, originalContextTokens)
    return Math.abs(divisor / expected - 1) < relativeTolerance
  })
  return agrees ? { factor, originalContextTokens } : null
}

/** The divisors are stored in binary32 and were computed from a rounded base. */
const relativeTolerance = 1e-4

function computeDivisor(wavelength: number, factor: number, originalContextTokens: number): number {
  const sigma = Math.min(1, Math.max(0, (originalContextTokens / wavelength - 1) / 3))
  return 1 / (sigma + (1 - sigma) / factor)
}
