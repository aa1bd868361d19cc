/** What llama.cpp rotates the layers of a file by, factor tensors included. */
import type { ModelDescription, RotaryNode } from '../../contract'
import { FileCursor } from './FileCursor'
import { findFileRotation } from './fileRotation'
import type { FileRotation } from './fileRotation'
import type { GgufHeader } from './readHeader'

export interface FileRotationWithFactors extends FileRotation {
  /** `rope_freqs.weight`: divisors for every context. */
  readonly always: Float32Array | null
  /** `rope_factors_long.weight`, for contexts beyond the original one. */
  readonly long: Float32Array | null
  /** `rope_factors_short.weight`, for all others. */
  readonly short: Float32Array | null
}

/** @param parts headers of the file's parts, the first one first */
export function readFileRotation(
  parts: readonly [GgufHeader, ...GgufHeader[]],
  { architecture, rotary }: Pick<ModelDescription, 'architecture' | 'rotary'>,
): FileRotationWithFactors {
  return {
    ...findFileRotation(parts[0], architecture, rotary),
    always: readVector(parts, 'rope_freqs.weight'),
    long: readVector(parts, 'rope_factors_long.weight'),
    short: readVector(parts, 'rope_factors_short.weight'),
  }
}

/**
 * The node of a layer in a session of `contextTokens`.
 * Source: llama.cpp commit de3ff815, `src/llama-model.cpp` (`get_rope_factors`); `src/llama-context.cpp` rounds a context up to a
 * multiple of 256 before it is compared.
 */
export function chooseNode(
  rotation: FileRotationWithFactors,
  contextTokens: number,
  kind: 'global' | 'window',
): RotaryNode {
  const node = rotation[kind]
  if (kind === 'window' && rotation.windowLeavesFactors) return node
  const contextInEngine = Math.ceil(contextTokens / 256) * 256
  const byLength = contextInEngine > rotation.global.trainedContextTokens ? rotation.long : rotation.short
  return { ...node, factors: rotation.always ?? byLength }
}

function readVector(parts: readonly GgufHeader[], name: string): Float32Array | null {
  const header = parts.find(({ tensors }) => tensors.some((tensor) => tensor.name === name))
  const tensor = header?.tensors.find((candidate) => candidate.name === name)
  if (!header || tensor?.type.name !== 'F32') return null
  const cursor = new FileCursor(header.path)
  try {
    cursor.skip(header.dataStart + tensor.offsetBytes, name)
    const bytes = cursor.readBytes(tensor.bytes, name)
    return Float32Array.from({ length: tensor.elements }, (_, pair) => bytes.readFloatLE(4 * pair))
  } finally {
    cursor.close()
  }
}
