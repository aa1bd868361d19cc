import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeTemporaryFolder } from '../../store/__tests__/temporaryFolder'
import { FakeEngineHost } from '../../study/__tests__/fakeEngine'
import { makeSpec } from '../../study/__tests__/sampleStudy'
import { runCli } from '../runCli'
import { createRecordingContext } from './recordingContext'

it('names the model and the extension that do not fit, in one line and before anything is evaluated', async () => {
  const folder = await makeTemporaryFolder()
  const spec = makeSpec({
    models: [{ path: 'a.gguf' }, { path: 'b.gguf', label: 'wide' }],
    extensions: ['none', 'custom:file=curve.json'],
    tasks: [{ kind: 'passkey', depths: [50], repeats: 1 }],
  })
  await writeFile(join(folder, 'spec.json'), JSON.stringify(spec))
  await writeFile(join(folder, 'curve.json'), JSON.stringify({ inverseFrequencies: [1, 0.1] }))
  const host = new FakeEngineHost({
    describe: (path) => ({
      rotary: {
        rotaryDimensions: path.endsWith('b.gguf') ? 8 : 4,
        ropeBase: 10_000,
        trainedContextTokens: 128,
      },
    }),
  })
  const context = createRecordingContext(host)
  const code = await runCli(['run', join(folder, 'spec.json'), '-o', join(folder, 'out/r.ropewalk')], context)
  expect({ code, out: context.out(), error: context.error() }).toEqual({
    code: 2,
    out: '',
    error:
      'ropewalk: Extension not usable with model wide: custom:file=curve.json. Wrong number of values in inverseFrequencies ' +
      'of curve.json: 2. Expected 4, half the rotated dimensions. Use a file for this model. ' +
      'Or give the models `extensions` of their own.\n',
  })
  expect(host.calls).toEqual([`inspect ${join(folder, 'a.gguf')}`, `inspect ${join(folder, 'b.gguf')}`])
  expect((await readdir(folder)).sort()).toEqual(['curve.json', 'spec.json'])
})
