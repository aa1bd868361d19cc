import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeSample } from '../../store/__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../store/__tests__/temporaryFolder'
import { runCli } from '../runCli'
import { createRecordingContext } from './recordingContext'

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const context = createRecordingContext()
  const code = await runCli(args, context)
  return { code, out: context.out(), error: context.error() }
}

it('writes imported results, and prints them beside an experiment at common lengths', async () => {
  const folder = await makeTemporaryFolder()
  const [table, output, result] = ['yarn.csv', 'imported.json', 'result.ropewalk'].map((name) =>
    join(folder, name),
  )
  await writeFile(table, ',256,1024\nyarn-7b,6.5,7.5\n')
  await writeSample(result)
  const imported = await run('import', table, '-o', output, '--beside', result)
  expect(imported.code).toBe(0)
  expect(imported.out).toMatch(
    /perplexity +256 +yarn-7b +6\.5000 +sample +none +perplexity +\d+\.\d{4} +\d+\.\d{4}\n/,
  )
  expect(imported.out).not.toContain('1024')
  expect(JSON.parse(await readFile(output, 'utf8'))).toMatchObject({
    format: 'ropewalk-imported',
    rows: [{}, {}],
  })
  expect(await run('import', table, '-o', output)).toMatchObject({ code: 2 })
})

it('refuses what no known tool wrote in one line with exit code 2', async () => {
  const path = join(await makeTemporaryFolder(), 'notes.txt')
  await writeFile(path, 'Call me Ishmael.')
  const refused = await run('import', path)
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.error).toMatch(/^ropewalk: Results in no known format: notes\.txt\. [^\n]+\n$/)
})
