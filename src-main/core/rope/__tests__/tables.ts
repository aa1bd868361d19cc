/** Shared by the tests of this room: geometries of the golden values, and a table straight from a spec string. */
import { expect } from 'vitest'
import type { RotaryGeometry, RotaryTable } from '../../../contract'
import { resolveExtension } from '../resolveExtension'
import { parseExtensionSpec } from '../spec/parseExtensionSpec'

export const llama2: RotaryGeometry = { rotaryDimensions: 128, ropeBase: 1e4, trainedContextTokens: 4096 }
export const llama31: RotaryGeometry = { rotaryDimensions: 128, ropeBase: 5e5, trainedContextTokens: 8192 }

export function computeTable(
  spec: string,
  geometry: RotaryGeometry = llama2,
  contextTokens = 4 * geometry.trainedContextTokens,
  fileText: string | null = null,
): RotaryTable {
  const { table } = resolveExtension(parseExtensionSpec(spec), geometry, contextTokens, fileText)
  if (table === null) throw new Error(`${spec} has no table`)
  return table
}

export function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

/** Relative, with the first five pairs and the largest error in the message. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-6): void {
  expect(actual.length).toBe(expected.length)
  const errors = Array.from(expected, (value, j) =>
    value === actual[j] ? 0 : Math.abs(actual[j] - value) / Math.max(Math.abs(value), Number.MIN_VALUE),
  )
  const worst = errors.reduce((best, error, j) => (error <= errors[best] ? best : j), 0)
  const pairs = Array.from(
    { length: Math.min(5, expected.length) },
    (_, j) => `${actual[j]} | ${expected[j]}`,
  )
  expect(
    errors.every((error) => error <= tolerance),
    `largest relative error ${errors[worst]} at ${worst}: ${actual[worst]}, expected ${expected[worst]}; first pairs ${pairs.join('; ')}`,
  ).toBe(true)
}

/** Named pairs and the sum over all pairs of a table of d = 128. */
export function expectGolden(
  table: RotaryTable,
  pairs: Readonly<Record<number, number>>,
  total?: number,
): void {
  const indices = Object.keys(pairs).map(Number)
  expect(table.inverseFrequencies).toHaveLength(64)
  expectClose(
    indices.map((j) => table.inverseFrequencies[j]),
    indices.map((j) => pairs[j]),
  )
  if (total !== undefined) expectClose([sum(table.inverseFrequencies)], [total], 1e-9)
}
