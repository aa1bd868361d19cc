import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

/** A directory for the tests of one file, removed after them; the answer joins a file name to it. */
export function useTemporaryDirectory(): (name: string) => string {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ropewalk-reference-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))
  return (name) => join(directory, name)
}
