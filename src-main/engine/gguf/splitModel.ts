/** A model in several files, `name-00001-of-00003.gguf`: all of them are read and counted. */
import { basename, dirname, join } from 'node:path'
import { RopewalkError } from '../../contract'
import { findCount } from './metadataFacts'
import { damaged } from './readMetadata'
import { readHeader } from './readHeader'
import type { GgufHeader } from './readHeader'

/**
 * A later part has none of the model's keys: opened by itself it would seem damaged.
 * @throws RopewalkError `input.invalid` naming the first part.
 */
export function refuseLaterPart(header: GgufHeader): void {
  const part = findCount(header, 'split.no') ?? 0
  if (part === 0) return
  const match = partPattern.exec(basename(header.path))
  const first = match?.groups
    ? join(dirname(header.path), `${match.groups.prefix}-00001-of-${match.groups.count}.gguf`)
    : 'the file whose name ends in -00001-of and the number of files'
  throw new RopewalkError(
    'input.invalid',
    `Not the first part of the model: ${header.path}. Expected ${first}. Open the first part.`,
    { path: header.path },
  )
}

/**
 * The headers of all parts, the given first one included.
 * @throws RopewalkError `model.missing` for an absent one, and what `readHeader` throws.
 * Source: llama.cpp `src/llama-model-loader.cpp` (keys `split.no`, `split.count`).
 */
export function readParts(first: GgufHeader): GgufHeader[] {
  const count = findCount(first, 'split.count', 0, 99_999) ?? 1
  if (count <= 1) return [first]
  const match = partPattern.exec(basename(first.path))
  if (!match?.groups || Number(match.groups.count) !== count)
    throw damaged(
      first,
      `the file is one of ${count} but its name does not say so`,
      `a name that ends in -00001-of-${toDigits(count)}.gguf`,
    )
  const pathOf = (part: number) =>
    join(dirname(first.path), `${match.groups?.prefix}-${toDigits(part)}-of-${toDigits(count)}.gguf`)
  return [first, ...Array.from({ length: count - 1 }, (_, index) => readPart(pathOf(index + 2), count))]
}

const partPattern = /^(?<prefix>.+)-(?<part>\d{5})-of-(?<count>\d{5})\.gguf$/

function readPart(path: string, count: number): GgufHeader {
  try {
    return readHeader(path)
  } catch (error) {
    if (!(error instanceof RopewalkError) || error.code !== 'model.missing') throw error
    throw new RopewalkError(
      'model.missing',
      `Part of the model not found: ${path}. Expected ${count} files side by side. Copy the missing part there.`,
      { path },
    )
  }
}

function toDigits(part: number): string {
  return String(part).padStart(5, '0')
}
