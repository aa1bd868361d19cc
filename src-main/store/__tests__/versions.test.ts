import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { openExperiment } from '../openExperiment'
import { verifyExperiment } from '../verify/verifyExperiment'
import { editJson, replaceText, rewriteExperiment } from './rewriteExperiment'
import { sampleCells, sampleSpec, writeSample } from './sampleExperiment'
import { makeTemporaryFolder } from './temporaryFolder'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let sample = ''
let changed = ''

beforeEach(async () => {
  const folder = await makeTemporaryFolder()
  sample = join(folder, 'sample.ropewalk')
  changed = join(folder, 'changed.ropewalk')
  await writeSample(sample)
})

test('a newer major version is refused by its number', async () => {
  await rewriteExperiment(sample, changed, (parts) =>
    editJson(parts, 'manifest.json', (value) => (value['version'] = { major: 2, minor: 0 })),
  )
  await expect(openExperiment(changed)).rejects.toMatchObject({
    code: 'experiment.newerMajor',
    message:
      'The experiment has a newer file version: 2.0. Expected 1.2 or older. Open it with a newer version of Ropewalk.',
  })
  expect(await verifyExperiment(changed)).toMatchObject({ ok: false })
})

test('a newer minor version opens; what is unknown in it is named', async () => {
  await rewriteExperiment(
    sample,
    changed,
    (parts) => {
      editJson(parts, 'manifest.json', (value) => {
        value['version'] = { major: 1, minor: 3 }
        value['moonPhase'] = 'full'
      })
      replaceText(parts, 'manifest.json', '"strideTokens"', '"newSetting":1,"strideTokens"')
      replaceText(parts, 'cells.ndjson', '"status"', '"newField":[1],"status"')
      replaceText(parts, 'cells.ndjson', 'engine.crashed', 'engine.bewitched')
      parts.set('notes/first.md', Buffer.from('# Notes'))
    },
    'renewed',
  )
  const experiment = await openExperiment(changed)
  expect(experiment.warnings).toEqual([
    expect.stringContaining('file version 1.3'),
    'Unknown setting left out: spec.tasks.0.newSetting.',
    'Unknown part left alone: notes/first.md.',
  ])
  expect(experiment.manifest.spec).toEqual(sampleSpec)
  expect(experiment.cells[11]).toMatchObject({
    error: {
      code: 'engine.failed',
      message: 'The engine ended.',
      details: { unknownCode: 'engine.bewitched' },
    },
  })
  await experiment.close()
  expect(await verifyExperiment(changed)).toMatchObject({ ok: true })
})

test.each(['1.0'])(
  'a file that version %s wrote opens with every cell and tensor, and verifies',
  async (version) => {
    const fixture = join(import.meta.dirname, '__fixtures__', `version-${version}.ropewalk`)
    const experiment = await openExperiment(fixture)
    expect(`${experiment.manifest.version.major}.${experiment.manifest.version.minor}`).toBe(version)
    expect(experiment.warnings).toEqual([])
    expect(experiment.cells).toHaveLength(12)
    for (const [index, { cell, tensors }] of sampleCells.entries()) {
      expect({ ...experiment.cells[index], tensors: [] }).toEqual({ ...cell, tensors: [] })
      expect(await experiment.readTensors(experiment.cells[index])).toEqual(tensors)
    }
    await experiment.close()
    expect(await verifyExperiment(fixture)).toMatchObject({ ok: true })
  },
)
