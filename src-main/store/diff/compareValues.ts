/** Differences of two JSON values, leaf by leaf. */
import type { DiffTolerance, ValueDifference } from '../../contract'

/** Fields in the order of `a`, then those that only `b` has. Lists of plain values are compared as one leaf. */
export function compareValues(
  a: unknown,
  b: unknown,
  tolerance: DiffTolerance,
  path = '',
): ValueDifference[] {
  if (isSame(a, b, tolerance)) return []
  if (
    isBranch(a) &&
    isBranch(b) &&
    Array.isArray(a) === Array.isArray(b) &&
    !(isPlainList(a) && isPlainList(b))
  )
    return listKeys(a, b).flatMap((key) =>
      compareValues(readField(a, key), readField(b, key), tolerance, path === '' ? key : `${path}.${key}`),
    )
  return [{ path, a: toText(a), b: toText(b) }]
}

function isSame(a: unknown, b: unknown, tolerance: DiffTolerance): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= tolerance.absolute + tolerance.relative * Math.max(Math.abs(a), Math.abs(b))
  if (!isBranch(a) || !isBranch(b)) return a === b
  return (
    Array.isArray(a) === Array.isArray(b) &&
    listKeys(a, b).every((key) => isSame(readField(a, key), readField(b, key), tolerance))
  )
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isPlainList(value: object): boolean {
  return Array.isArray(value) && !value.some(isBranch)
}

function listKeys(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
}

function readField(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}

function toText(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
