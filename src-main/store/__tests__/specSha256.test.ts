import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { experimentSpecSchema } from '../../contract'
import { computeSpecSha256 } from '../specSha256'
import { sampleSpec } from './sampleExperiment'

test('key order and spelled-out defaults do not change the identity, settings do', () => {
  const { title, tasks, ...rest } = sampleSpec
  const reordered = experimentSpecSchema.parse({ tasks, ...rest, title })
  expect(Object.keys(reordered.tasks[0])).toContain('strideTokens')
  expect(computeSpecSha256(reordered)).toBe(computeSpecSha256(sampleSpec))
  expect(computeSpecSha256({ ...tasksFirst(), seed: 8 })).not.toBe(computeSpecSha256(sampleSpec))
})

test('the identity is the SHA-256 of the keys in sorted order', () => {
  const canonical = JSON.stringify(sortKeys(sampleSpec))
  expect(computeSpecSha256(sampleSpec)).toBe(createHash('sha256').update(canonical).digest('hex'))
})

function tasksFirst(): typeof sampleSpec {
  const { tasks, ...rest } = sampleSpec
  return { tasks, ...rest }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sortKeys(child)]),
  )
}
