import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkMutant, readEverything } from '../checkMutant'
import { makeMutant } from '../makeMutant'
import { makeOriginal } from '../makeOriginal'
import type { Original } from '../mutations/mutation'

let folder = ''
let mutants = ''
let original: Original = { path: '', bytes: Buffer.alloc(0) }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ropewalk-fuzz-'))
  mutants = join(folder, 'mutants')
  await mkdir(mutants)
  original = await makeOriginal(join(folder, 'original.ropewalk'))
})

afterAll(() => rm(folder, { recursive: true }))

test('300 mutants each end in a clear error or a correct read, and nothing is written', async () => {
  const expected = await readEverything(original.path)
  const path = join(mutants, 'mutant.ropewalk')
  const outcomes: string[] = []
  for (let index = 0; index < 300; index++) {
    const mutant = await makeMutant(original, path, 1, index)
    const { outcome, faults } = await checkMutant(path, mutant, expected)
    expect(faults, `case ${index}, ${mutant.name}`).toEqual([])
    outcomes.push(outcome)
  }
  expect(outcomes.filter((outcome) => outcome === 'refused').length).toBeGreaterThan(150)
  expect(outcomes.filter((outcome) => outcome === 'read').length).toBeGreaterThan(10)
}, 300_000)

test('the same seed and case give the same mutant', async () => {
  const path = join(mutants, 'mutant.ropewalk')
  for (const index of [3, 17, 40]) {
    const first = await makeMutant(original, path, 1, index)
    const bytes = await readFile(path)
    expect(await makeMutant(original, path, 1, index)).toEqual(first)
    expect((await readFile(path)).equals(bytes)).toBe(true)
  }
})
