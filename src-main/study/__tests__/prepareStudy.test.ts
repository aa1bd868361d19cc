import { describe, expect, it } from 'vitest'
import { RopewalkError } from '../../contract'
import type { ModelDescription } from '../../contract'
import { prepareStudy, type PreparationOptions } from '../plan/prepareStudy'
import type { StudyEvent } from '../run/studyEvent'
import type { StudyFiles } from '../ports'
import { failOnce } from './failOnce'
import { FakeEngineHost } from './fakeEngine'
import { files, makeSpec, run } from './sampleStudy'

describe('a study that cannot be prepared', () => {
  it.each([
    [{ extensions: ['yaarn:scale=4'] }, 'extension.invalid'],
    [{ tasks: [{ kind: 'perplexity', text: 'missing.txt' }] }, 'text.missing'],
    [{ tasks: [{ kind: 'perplexity', text: 'plain.jsonl' }] }, 'task.invalid'],
    [{ extensions: ['custom:file=missing.json'] }, 'text.missing'],
  ])('stops before anything runs: %j', async (fields, code) => {
    const host = new FakeEngineHost()
    await expect(run(host, { spec: makeSpec(fields) })).rejects.toMatchObject({ code })
    expect(host.calls).toEqual([])
  })

  it('stops before anything runs where a model is missing', async () => {
    const missing = new RopewalkError('model.missing', 'Model not found.')
    const host = new FakeEngineHost(failOnce('inspect', 0, missing))
    await expect(run(host)).rejects.toBe(missing)
    expect(host.calls).toEqual(['inspect /specs/a.gguf'])
  })
})

/** Heads of four dimensions, and of eight in `wide.gguf`. */
const describeRotary = (path: string): Partial<ModelDescription> => ({
  rotary: {
    rotaryDimensions: path.endsWith('wide.gguf') ? 8 : 4,
    ropeBase: 10_000,
    trainedContextTokens: 128,
  },
})

async function prepare(fields: object, fileText: string) {
  const host = new FakeEngineHost({ describe: describeRotary })
  const read: string[] = []
  const study: StudyFiles = {
    ...files,
    readText: async (path) =>
      path.endsWith('.json') ? { text: fileText, sha256: 'c'.repeat(64), bytes: 1 } : files.readText(path),
    computeSha256: async (paths) => {
      read.push(...paths)
      return 'a'.repeat(64)
    },
  }
  const prepared = prepareStudy(makeSpec(fields), study, await host.start())
  return { host, read, prepared }
}

describe('an extension whose numbers do not fit a model', () => {
  const custom = 'custom:file=curve.json'
  const longrope = 'longrope:factors=f.json'
  const models = [{ path: 'a.gguf' }, { path: 'wide.gguf', label: 'wide' }]

  it.each([
    [
      'too many values',
      { extensions: ['none', custom] },
      '{"inverseFrequencies":[1,0.1,0.01]}',
      `Extension not usable with model a: ${custom}. Wrong number of values in inverseFrequencies of curve.json: 3. ` +
        'Expected 2, half the rotated dimensions. Use a file for this model.',
    ],
    [
      'too few values',
      { extensions: ['none', longrope] },
      '{"short_factor":[1,1],"long_factor":[1]}',
      `Extension not usable with model a: ${longrope}. Wrong number of values in long_factor of f.json: 1. ` +
        'Expected 2, half the rotated dimensions. Use a file for this model.',
    ],
    [
      'a value that is no number',
      { extensions: [custom] },
      '{"inverseFrequencies":[1,NaN]}',
      `Extension not usable with model a: ${custom}. The extension's file is not usable: curve.json: not JSON. ` +
        'Expected finite numbers in JSON. Correct the file.',
    ],
    [
      'a frequency out of range',
      { extensions: [custom] },
      '{"inverseFrequencies":[1,2e6]}',
      `Extension not usable with model a: ${custom}. Frequency out of range: 2000000 rad/token in extension ${custom}. ` +
        'Expected 0 to 1000000. Check its parameters.',
    ],
    [
      'factors out of range at the shorter length only',
      { extensions: [longrope] },
      '{"short_factor":[1e-9,1],"long_factor":[1,1]}',
      `Extension not usable with model a at 128 tokens: ${longrope}. Frequency out of range: 999999999.9999999 rad/token ` +
        `in extension ${longrope}. Expected 0 to 1000000. Check its parameters.`,
    ],
    [
      'factors out of range at the longer length only',
      { extensions: [longrope] },
      '{"short_factor":[1,1],"long_factor":[1e-9,1]}',
      `Extension not usable with model a at 256 tokens: ${longrope}. Frequency out of range: 999999999.9999999 rad/token ` +
        `in extension ${longrope}. Expected 0 to 1000000. Check its parameters.`,
    ],
    [
      'the second of two head sizes',
      { models, extensions: [custom] },
      '{"inverseFrequencies":[1,0.1]}',
      `Extension not usable with model wide: ${custom}. Wrong number of values in inverseFrequencies of curve.json: 2. ` +
        'Expected 4, half the rotated dimensions. Use a file for this model. Or give the models `extensions` of their own.',
    ],
    [
      'extensions of one model',
      { models: [{ ...models[0], extensions: [custom] }, models[1]] },
      '{"inverseFrequencies":[1,0.1,0.01,0.001]}',
      `Extension not usable with model a: ${custom}. Wrong number of values in inverseFrequencies of curve.json: 4. ` +
        'Expected 2, half the rotated dimensions. Use a file for this model.',
    ],
  ])('is refused before weights are read or anything runs: %s', async (_, fields, fileText, message) => {
    const { host, read, prepared } = await prepare(fields, fileText)
    await expect(prepared).rejects.toMatchObject({ code: 'extension.invalid', message })
    expect(host.calls.every((call) => call.startsWith('inspect'))).toBe(true)
    expect(read).toEqual([])
  })

  it('does not stand in the way of a model that it is not for', async () => {
    const { prepared } = await prepare(
      { models: [{ ...models[0], extensions: [custom] }, models[1]] },
      '{"inverseFrequencies":[1,0.1]}',
    )
    expect((await prepared).models.map(({ sha256 }) => sha256)).toHaveLength(2)
  })
})

describe('threads of a run', () => {
  const threadsOf = async (spec: object, options: PreparationOptions, parameterCount: number) => {
    const host = new FakeEngineHost({ describe: () => ({ parameterCount }) })
    const study = await prepareStudy(makeSpec(spec), files, await host.start(), options)
    return study.models.map(({ threads }) => threads)
  }
  const large = 2 ** 30

  it('are those of the machine, and one for a small model', async () => {
    expect(await threadsOf({}, {}, large)).toEqual([2])
    expect(await threadsOf({}, {}, 1_000_000)).toEqual([1])
  })

  it('are those of the spec before, and those asked for before all', async () => {
    const spec = { engine: { threads: 7 } }
    expect(await threadsOf(spec, {}, large)).toEqual([7])
    expect(await threadsOf(spec, { threads: 3 }, large)).toEqual([3])
  })

  it('are told with the backend before anything is read', async () => {
    const events: StudyEvent[] = []
    const host = new FakeEngineHost({ describe: () => ({ parameterCount: large, fileBytes: 2 ** 32 }) })
    await prepareStudy(makeSpec(), files, await host.start(), { onEvent: (event) => events.push(event) })
    expect(events).toEqual([
      { kind: 'computing', on: { backend: 'cpu', devices: ['CPU'], threads: 2 } },
      { kind: 'modelHashing', path: 'a.gguf', bytes: 2 ** 32 },
    ])
  })
})
