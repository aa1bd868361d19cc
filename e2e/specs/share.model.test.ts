/** A team's path: shares of two machines merged, signed, checked against the model again, and compared. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openExperiment } from '../../src-main/store'
import { runCli } from '../actions/runCli'
import { makeScratchFolder } from '../actions/scratchFolder'
import { writeSpec } from '../actions/writeSpec'

test('shares are merged, signed, verified and evaluated again; the whole run says the same', async () => {
  const folder = makeScratchFolder()
  const spec = writeSpec(folder)
  const paths = ['whole', 'share-1', 'share-2', 'merged'].map((name) => join(folder, `${name}.ropewalk`))
  const [whole, first, second, merged] = paths
  expect((await runCli(['run', spec, '-o', whole])).code).toBe(0)
  expect((await runCli(['run', spec, '-o', first, '--shard', '1/2'])).code).toBe(0)
  expect((await runCli(['run', spec, '-o', second, '--shard', '2/2'])).code).toBe(0)

  const half = ['merge', first, first, '-o', join(folder, 'half.ropewalk'), '--overwrite']
  const incomplete = await runCli(half)
  expect(incomplete.stdout).toContain('12 of 24 cells done, 0 failed, 12 in none of the 2 files')
  expect(incomplete.code).toBe(1)
  expect((await runCli([...half, '--partial'])).code).toBe(0)

  const joined = await runCli(['merge', second, first, '-o', merged])
  expect(joined.code).toBe(0)
  expect(joined.stdout).toContain('24 of 24 cells done, 0 failed, 0 in none')
  const difference = await runCli(['diff', whole, merged, '--json'])
  expect(JSON.parse(difference.stdout)).toMatchObject({ cells: [], sameCells: 24, findings: [] })

  const key = join(folder, 'team')
  expect((await runCli(['keygen', '-o', key])).code).toBe(0)
  expect((await runCli(['sign', merged, '--key', `${key}.key.pem`])).code).toBe(0)
  const checked = await runCli([
    'verify',
    merged,
    '--signed-by',
    `${key}.pub.pem`,
    '--rerun',
    '5',
    '--seed',
    '3',
  ])
  expect(checked.stdout).toContain(
    '5 of 5 cells evaluated again agree (tolerance 0.003 + 0.003 relative, seed 3)',
  )
  expect(checked.stdout).not.toContain('FAILED')
  expect(checked.code).toBe(0)

  const experiment = await openExperiment(merged)
  const texts = experiment.manifest.corpora.map(({ sha256 }) => `corpora/${sha256}.txt`)
  expect(Object.keys(experiment.manifest.parts)).toEqual(expect.arrayContaining(texts))
  expect(texts).toHaveLength(1)
  await experiment.close()
})
