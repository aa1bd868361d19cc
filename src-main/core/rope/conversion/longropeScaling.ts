/** LongRoPE as Hugging Face keys, and any other curve carried by it: its factors are free divisors of the plain table. */
import type { RotaryGeometry, RotaryTable } from '../../../contract'
import { computePlainFrequencies } from '../plainFrequencies'
import { parseLongropeFile } from '../spec/factorFiles'
import { stateScaling } from './huggingFaceRope'
import type { HuggingFaceRope } from './huggingFaceRope'

export const carrierNote =
  'Written as longrope with equal short and long factors, the divisors of the plain table.'

/** llama.cpp's converter writes this divisor for a pair that does not rotate. */
const STANDSTILL_DIVISOR = 1e30

export function toLongrope(
  name: string,
  fileText: string | null,
  table: RotaryTable,
  geometry: RotaryGeometry,
  contextTokens: number,
): HuggingFaceRope {
  const file = parseLongropeFile(fileText, name, geometry.rotaryDimensions / 2)
  const original = file.originalContextTokens ?? geometry.trainedContextTokens
  return write(geometry.ropeBase, {
    short: file.short,
    long: file.long,
    scale: file.scale ?? Math.max(1, contextTokens / original),
    original,
    attentionFactor: table.attentionFactor,
  })
}

export function toCarrier(
  table: RotaryTable,
  geometry: RotaryGeometry,
  reachTokens: number,
): HuggingFaceRope {
  const plain = computePlainFrequencies(geometry.rotaryDimensions, geometry.ropeBase)
  const divisors = Array.from(plain, (theta, j) =>
    table.inverseFrequencies[j] > 0 ? theta / table.inverseFrequencies[j] : STANDSTILL_DIVISOR,
  )
  const original = geometry.trainedContextTokens
  return write(geometry.ropeBase, {
    short: divisors,
    long: divisors,
    scale: reachTokens / original,
    original,
    attentionFactor: table.attentionFactor,
  })
}

interface LongropeKeys {
  readonly short: readonly number[]
  readonly long: readonly number[]
  readonly scale: number
  readonly original: number
  readonly attentionFactor: number
}

function write(ropeBase: number, keys: LongropeKeys): HuggingFaceRope {
  return {
    rope_theta: ropeBase,
    max_position_embeddings: Math.round(keys.scale * keys.original),
    original_max_position_embeddings: keys.original,
    rope_scaling: stateScaling('longrope', {
      factor: keys.scale,
      short_factor: keys.short,
      long_factor: keys.long,
      attention_factor: keys.attentionFactor,
      original_max_position_embeddings: keys.original,
    }),
  }
}
