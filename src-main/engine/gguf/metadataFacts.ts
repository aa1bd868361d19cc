/** Typed answers from a file's metadata, each refused with the key, what it holds and what was expected. */
import { damaged } from './readMetadata'
import type { Metadata, MetadataValue } from './readMetadata'

export interface MetadataSource {
  readonly path: string
  readonly metadata: Metadata
}

/** @throws RopewalkError `gguf.damaged` when absent or not a text. */
export function requireText(source: MetadataSource, key: string): string {
  return findText(source, key) ?? refuseMissing(source, key)
}

/** `null` where absent. @throws RopewalkError `gguf.damaged` when it is no text. */
export function findText(source: MetadataSource, key: string): string | null {
  const value = source.metadata.get(key)
  if (value === undefined) return null
  return typeof value === 'string' ? value : refuse(source, key, value, 'a short text')
}

/** `null` where absent. @throws RopewalkError `gguf.damaged` when it is no finite number. */
export function findNumber(source: MetadataSource, key: string): number | null {
  const value = source.metadata.get(key)
  if (value === undefined) return null
  return typeof value === 'number' && Number.isFinite(value) ? value : refuse(source, key, value, 'a number')
}

export function findFlag(source: MetadataSource, key: string): boolean | null {
  const value = source.metadata.get(key)
  if (value === undefined) return null
  return typeof value === 'boolean' ? value : refuse(source, key, value, 'true or false')
}

/** A whole number from `least` to `most`; `null` where absent. @throws RopewalkError `gguf.damaged`. */
export function findCount(source: MetadataSource, key: string, least = 0, most = 2 ** 31 - 1): number | null {
  const value = source.metadata.get(key)
  if (value === undefined) return null
  return isCount(value, least, most)
    ? value
    : refuse(source, key, value, `a whole number from ${least} to ${most}`)
}

export function requireCount(source: MetadataSource, key: string, least = 1, most = 2 ** 31 - 1): number {
  return findCount(source, key, least, most) ?? refuseMissing(source, key)
}

/** One number for all layers, or the largest of a number per layer; `null` where absent. */
export function findLargestCount(source: MetadataSource, key: string, most: number): number | null {
  const value = source.metadata.get(key)
  if (value === undefined || !isList(value)) return findCount(source, key, 0, most)
  if (value.length > 0 && value.every((item) => isCount(item, 0, most))) return Math.max(...value)
  return refuse(source, key, value, `whole numbers from 0 to ${most}`)
}

/** Elements of an array that may have been skimmed; `null` where absent. */
export function findArrayLength(source: MetadataSource, key: string): number | null {
  const value = source.metadata.get(key)
  if (value === undefined) return null
  return typeof value === 'object' ? value.length : refuse(source, key, value, 'an array')
}

function isCount(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}

function isList(value: MetadataValue): value is readonly number[] {
  return typeof value === 'object' && 'every' in value
}

function refuse(source: MetadataSource, key: string, value: MetadataValue, expected: string): never {
  throw damaged(source, `${key} is ${show(value)}`, expected)
}

function refuseMissing(source: MetadataSource, key: string): never {
  throw damaged(source, `${key} is missing`, 'this key in the metadata')
}

function show(value: MetadataValue): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'object') return JSON.stringify(value)
  return isList(value) ? `[${value.slice(0, 8).join(', ')}]` : `an entry of length ${value.length}`
}
