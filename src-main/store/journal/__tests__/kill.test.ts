import { spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { beforeAll, expect, test } from 'vitest'
import { sampleOptions, writeSample } from '../../__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { verifyExperiment } from '../../verify/verifyExperiment'
import { openJournal } from '../openJournal'

const KILLS = 20
const script = join(
  import.meta.dirname,
  '../../../../node_modules/.cache/ropewalk-store/writeUntilKilled.mjs',
)

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'writeUntilKilled.ts'),
      outDir: join(script, '..'),
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'writeUntilKilled.mjs' } },
    },
  })
}, 60_000)

test('a run killed twenty times, at any byte, gives the file of an uninterrupted one', async () => {
  const folder = await makeTemporaryFolder()
  const whole = join(folder, 'whole.ropewalk')
  await writeSample(whole)
  const target = join(folder, 'a.ropewalk')
  const recovered: number[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    // Steps that share no factor with the lengths of lines and tensor files, so that both are hit.
    const result = spawnSync(process.execPath, [script, target, String(97 + 389 * kill)], {
      encoding: 'utf8',
    })
    expect(result.stderr).toBe('')
    expect(result.signal).toBe('SIGKILL')
    const journal = await openJournal(target, { ...sampleOptions, mode: 'resume' })
    expect(journal.warnings).toEqual([])
    recovered.push(journal.recovered.length)
    await journal.close()
    expect(await readdir(folder)).not.toContain('a.ropewalk')
  }
  expect(recovered).toEqual([...recovered].sort((a, b) => a - b))
  expect(new Set(recovered).size).toBeGreaterThan(2)
  const last = spawnSync(process.execPath, [script, target, '1000000'], { encoding: 'utf8' })
  expect(last).toMatchObject({ status: 0, stderr: '' })
  expect((await readFile(target)).equals(await readFile(whole))).toBe(true)
  expect(await verifyExperiment(target)).toMatchObject({ ok: true })
  expect((await readdir(folder)).sort()).toEqual(['a.ropewalk', 'whole.ropewalk'])
}, 120_000)
