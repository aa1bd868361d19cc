import { expect, test } from 'vitest'
import { migrate, type Migration, type RawExperiment } from '../migrate'

const content: RawExperiment = { manifest: { steps: [] }, cells: [], timings: [] }

function note(step: string): Migration {
  return (before) => ({ ...before, cells: [...before.cells, step] })
}

test('the current version is left alone', () => {
  expect(migrate(content, 1)).toBe(content)
})

test('older versions take every step in order', () => {
  const table = new Map([
    [2, note('2 to 3')],
    [1, note('1 to 2')],
  ])
  expect(migrate(content, 1, table, 3).cells).toEqual(['1 to 2', '2 to 3'])
  expect(migrate(content, 2, table, 3).cells).toEqual(['2 to 3'])
})

test('a version without a step never was', () => {
  expect(() => migrate(content, 0)).toThrow(expect.objectContaining({ code: 'experiment.damaged' }))
})
