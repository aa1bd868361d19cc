import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Settings, SpecDraft } from '../../../../contract'
import { createMeasuredSpeed } from '../../../../store'
import { createSetupHandlers } from '../createSetupHandlers'

const resources = resolve(import.meta.dirname, '../../../../../resources')
const model = join(resources, 'models/ropewalk-sample-base.gguf')
const text = join(resources, 'corpora/moby-dick-heldout.txt')
const call = { signal: new AbortController().signal }

const draft: SpecDraft = {
  format: 'ropewalk-experiment',
  version: 1,
  title: 'Two lengths: a test',
  models: [{ path: model }],
  extensions: ['none', 'yarn:scale=auto'],
  contexts: [256, 512],
  tasks: [{ kind: 'perplexity', text, windows: 2 }],
}

let folder: string
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'ropewalk-setup-'))))
afterEach(() => rm(folder, { recursive: true }))

function createHandlers(target: string | null = null) {
  const settings: Settings = {
    theme: 'system',
    language: 'system',
    backend: 'auto',
    threads: 0,
    memoryLimitBytes: 0,
    dataFolder: join(folder, 'data'),
  }
  return createSetupHandlers({
    dialogs: {
      chooseFiles: async () => [],
      chooseTarget: async () => target,
      chooseFolder: async () => null,
    },
    folders: { resources, userData: join(folder, 'user') },
    readSettings: () => settings,
    addRecent: () => undefined,
  })
}

const planOf = (changes: SpecDraft) => createHandlers().planStudy({ spec: { ...draft, ...changes } }, call)

describe('setting up in the window', () => {
  it('offers every bundled study, the demo first, and each can be planned', async () => {
    const templates = await createHandlers().listTemplates({}, call)
    expect(templates[0].id).toBe('demo')
    expect(templates.map(({ id }) => id)).toContain('figure-4-needle')
    for (const { id, spec } of templates) {
      const { issues } = await createHandlers().planStudy({ spec }, call)
      // A study may be made for a model that does not come with Ropewalk.
      expect(
        issues.filter(({ where }) => !/^models\.\d+\.path$/.test(where)),
        id,
      ).toEqual([])
    }
    const demo = await createHandlers().planStudy({ spec: templates[0].spec }, call)
    expect(demo.issues).toEqual([])
    expect(demo.cells).toBeGreaterThan(100)
  })

  it('refuses two models of one name, as a run does', async () => {
    const { issues, cells } = await planOf({ models: [{ path: model }, { path: model }] })
    expect(cells).toBe(0)
    expect(issues).toEqual([
      { where: 'models', level: 'error', message: expect.stringMatching(/^Two models of one name: /) },
    ])
    expect((await planOf({ models: [{ path: model }, { path: model, label: 'again' }] })).issues).toEqual([])
  })

  it('plans cells, memory and disk; time stays unknown until something was measured', async () => {
    const plan = await planOf({})
    expect(plan).toMatchObject({ issues: [], cells: 8, estimatedMs: null })
    expect(plan.diskBytes).toBeGreaterThan(0)
    expect(plan.memory?.totalBytes).toBeGreaterThan(0)
  })

  it('takes the time from what this machine has measured', async () => {
    // Two windows of each length under each of two extensions, of a model of 935,040 parameters.
    const work = 2 * 2 * 935_040 * (256 * (256 + 2048) + 512 * (512 + 2048))
    await createMeasuredSpeed(join(folder, 'user')).keep(4000 / work)
    const { sessions } = await planOf({})
    expect(sessions.map(({ contextTokens, extension, cells }) => [contextTokens, extension, cells])).toEqual([
      [256, 'none', 2],
      [256, 'yarn:scale=auto', 2],
      [512, 'none', 2],
      [512, 'yarn:scale=auto', 2],
    ])
    expect(sessions.map(({ tokens }) => tokens)).toEqual([512, 512, 1024, 1024])
    expect((await planOf({})).estimatedMs).toBeCloseTo(4000, 3)
  })

  it('says where everything is that is wrong, not only the first', async () => {
    const { issues } = await planOf({ contexts: [8], tasks: [{ kind: 'passkey' }], extra: 1 })
    expect(issues.map(({ where }) => where)).toEqual(['contexts.0', 'tasks.0.depths', 'extra'])
    expect(issues.every(({ level }) => level === 'error')).toBe(true)
    expect(issues[0].message).toContain('Expected at least 16.')
    expect((await planOf({ tasks: [] })).issues[0].message).toContain('Expected at least 1 item.')
  })

  it('finds extensions, models and texts that do not fit, in their place', async () => {
    const { issues, cells } = await planOf({
      models: [{ path: model }, { path: join(folder, 'gone.gguf') }],
      extensions: ['none', 'longrope:factors=/nowhere/factors.json'],
      tasks: [{ kind: 'perplexity', text: '/nowhere/book.txt' }],
    })
    expect(issues.map(({ where }) => where)).toEqual(['models.1.path', 'extensions.1', 'tasks.0.text'])
    expect(cells).toBe(0)
    expect((await planOf({ extensions: ['none', 'yaarn'] })).issues).toMatchObject([
      { where: 'extensions.1' },
    ])
    expect((await planOf({ contexts: [256, 256] })).issues).toMatchObject([{ where: 'contexts' }])
  })

  it('finds numbers of an extension that do not fit a model, at any of the lengths', async () => {
    const [curve, factors] = [join(folder, 'curve.json'), join(folder, 'factors.json')]
    await writeFile(curve, JSON.stringify({ inverseFrequencies: [1, 0.1] }))
    // The shorter length is within the trained one and takes the short factors.
    const ones = Array.from({ length: 16 }, () => 1)
    await writeFile(factors, JSON.stringify({ short_factor: ones.with(3, 1e-9), long_factor: ones }))
    const { issues, cells } = await planOf({
      models: [
        { path: model, label: 'base' },
        { path: model, label: 'own', extensions: [`custom:file=${curve}`] },
      ],
      extensions: ['none', `longrope:factors=${factors}`],
    })
    expect(issues).toEqual([
      {
        where: 'extensions.1',
        message: expect.stringContaining(
          `Extension not usable with model base at 256 tokens: longrope:factors=${factors}. Frequency out of range: `,
        ),
        level: 'error',
      },
      {
        where: 'models.1.extensions.0',
        message:
          `Extension not usable with model own: custom:file=${curve}. Wrong number of values in inverseFrequencies of ` +
          `${curve}: 2. Expected 16, half the rotated dimensions. Use a file for this model.`,
        level: 'error',
      },
    ])
    expect(cells).toBe(0)
  })

  it('saves paths relative to the file and opens them absolute again', async () => {
    await mkdir(join(folder, 'specs'))
    const target = join(folder, 'specs/mine.json')
    const own: SpecDraft = {
      ...draft,
      models: [{ path: join(folder, 'models/mine.gguf') }],
      tasks: [{ kind: 'perplexity', text: join(folder, 'book.txt') }],
    }
    const saved = await createHandlers(target).saveSpec({ spec: own, path: null }, call)
    expect(saved?.path).toBe(target)
    expect(JSON.parse(await readFile(target, 'utf8'))).toMatchObject({
      models: [{ path: '../models/mine.gguf' }],
      tasks: [{ text: '../book.txt' }],
    })
    expect(await createHandlers().openSpec({ path: target }, call)).toEqual({
      kind: 'spec',
      path: target,
      spec: own,
    })
  })

  it('saves what comes with Ropewalk by name, so that it is found on another machine', async () => {
    const target = join(folder, 'mine.json')
    await createHandlers(target).saveSpec({ spec: draft, path: null }, call)
    expect(JSON.parse(await readFile(target, 'utf8'))).toMatchObject({
      models: [{ path: 'bundled:ropewalk-sample-base.gguf' }],
      tasks: [{ text: 'bundled:moby-dick-heldout.txt' }],
    })
    const opened = await createHandlers().openSpec({ path: target }, call)
    expect(opened).toEqual({
      kind: 'spec',
      path: target,
      spec: { ...draft, tasks: [{ kind: 'perplexity', text: 'bundled:moby-dick-heldout.txt', windows: 2 }] },
    })
    if (opened?.kind === 'spec') expect((await planOf(opened.spec)).issues).toEqual([])
  })

  it('opens a spec that was made on Windows', async () => {
    const path = join(folder, 'windows.json')
    const made = { ...draft, models: [{ path: '..\\models\\a.gguf' }], tasks: [] }
    await writeFile(path, JSON.stringify(made))
    expect(await createHandlers().openSpec({ path }, call)).toMatchObject({
      spec: { models: [{ path: join(folder, '../models/a.gguf') }] },
    })
  })

  it('plans with a curve of the experiment, and names one that is not there', async () => {
    const ones = Array.from({ length: 16 }, (_, pair) => 1 / (pair + 1))
    const curves = [
      { name: 'Mine', table: { inverseFrequencies: ones } },
      { name: 'Short', table: { inverseFrequencies: [1] } },
    ]
    const extensions = ['none', 'custom:curve=Mine']
    expect((await planOf({ extensions, curves })).issues).toEqual([])
    const { issues } = await planOf({
      extensions: [...extensions, 'custom:curve=Gone', 'custom:curve=Short'],
      curves,
    })
    expect(issues.map(({ where }) => where)).toEqual(['extensions.2', 'extensions.3'])
    expect(issues[0].message).toBe(
      'Unknown curve in extension custom:curve=Gone: Gone. Expected a curve of the experiment (Mine, Short). ' +
        'Correct the name, or add the curve.',
    )
    expect(issues[1].message).toContain(
      'Wrong number of values in inverseFrequencies of curve Short: 1. Expected 16, half the rotated dimensions.',
    )
    expect((await planOf({ curves: [curves[0], curves[0]] })).issues).toMatchObject([
      { where: 'curves', message: expect.stringContaining('The same twice in curves: Mine.') },
    ])
  })

  it('refuses what is no spec, in a sentence', async () => {
    const wrong = join(folder, 'list.json')
    for (const other of ['[1, 2]', '{"a":1}', '{"name":"tool","type":"module"}', '{"format":"other"}']) {
      await writeFile(wrong, other)
      await expect(createHandlers().openSpec({ path: wrong }, call), other).rejects.toMatchObject({
        code: 'experiment.invalid',
        message:
          'Not an experiment spec: list.json. Expected a JSON object with "format": "ropewalk-experiment". ' +
          'Choose another file, or start from a template.',
      })
    }
    await writeFile(wrong, JSON.stringify({ ...draft, models: 'base.gguf' }))
    await expect(createHandlers().openSpec({ path: wrong }, call)).rejects.toMatchObject({
      code: 'experiment.invalid',
      message: 'Unusable value in list.json: models is "base.gguf". Expected array. Correct it.',
    })
    await writeFile(wrong, JSON.stringify({ ...draft, version: 2 }))
    await expect(createHandlers().openSpec({ path: wrong }, call)).rejects.toMatchObject({
      code: 'experiment.newerMajor',
    })
  })

  it('opens a draft that is not whole, and its wrong values', async () => {
    const path = join(folder, 'begun.json')
    const begun = { format: 'ropewalk-experiment', version: 1, title: '', tasks: [], contexts: [256, 'many'] }
    await writeFile(path, JSON.stringify(begun))
    expect(await createHandlers().openSpec({ path }, call)).toEqual({ kind: 'spec', path, spec: begun })
  })

  it('tells the config of a model, or a part of one, from a spec', async () => {
    const path = join(folder, 'config.json')
    for (const config of [
      { model_type: 'llama', architectures: ['LlamaForCausalLM'], vocab_size: 32_000 },
      { rope_theta: 500_000, rope_scaling: { rope_type: 'yarn', factor: 4 } },
      { text_config: { rope_theta: 10_000 } },
      { type: 'linear', factor: 2 },
    ]) {
      const text = JSON.stringify(config)
      await writeFile(path, text)
      expect(await createHandlers().openSpec({ path }, call)).toEqual({ kind: 'settings', path, text })
    }
  })

  it('keeps the draft over a restart and gives it up when told', async () => {
    await createHandlers().keepDraft({ spec: draft, path: null, dirty: true }, call)
    expect(await createHandlers().readDraft({}, call)).toEqual({ spec: draft, path: null, dirty: true })
    await createHandlers().keepDraft({ spec: null, path: null, dirty: false }, call)
    expect(await createHandlers().readDraft({}, call)).toBeNull()
  })

  it('reads a file of frequencies, and no other kind of file', async () => {
    const curve = JSON.stringify({ inverseFrequencies: [1, 0.1] })
    const path = join(folder, 'curve.json')
    await writeFile(path, curve)
    expect(await createHandlers().readFrequencies({ path }, call)).toBe(curve)
    await expect(createHandlers().readFrequencies({ path: text }, call)).rejects.toMatchObject({
      code: 'extension.invalid',
    })
  })
})
