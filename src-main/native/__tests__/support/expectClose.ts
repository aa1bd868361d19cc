import { expect } from 'vitest'

/** Every pair within `tolerance`, NaN beside NaN; otherwise the first five pairs that differ and the largest error. */
export function expectClose(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual.length, `${what}: length`).toBe(expected.length)
  const errors = Array.from({ length: actual.length }, (_, index) => ({
    index,
    error: findError(actual[index], expected[index]),
  }))
  const outside = errors.filter(({ error }) => error > tolerance)
  const largest = errors.reduce((a, b) => (b.error > a.error ? b : a), { index: -1, error: 0 })
  const pairs = outside.slice(0, 5).map(({ index }) => `[${index}] ${actual[index]} for ${expected[index]}`)
  const summary = `${what}: ${outside.length} of ${errors.length} beyond ${tolerance}, largest ${largest.error} at ${largest.index}\n${pairs.join('\n')}`
  expect(outside.length, summary).toBe(0)
}

export function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((a, b) => a + b, 0) / values.length
}

function findError(actual: number, expected: number): number {
  if (Number.isNaN(actual) && Number.isNaN(expected)) return 0
  const error = Math.abs(actual - expected)
  return Number.isNaN(error) ? Infinity : error
}
