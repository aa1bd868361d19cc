import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { RopewalkError } from '../../contract'
import { planStudy } from '../plan/planStudy'
import { buildExperimentJsonSchema } from '../spec/experimentJsonSchema'
import { parseExperimentSpec } from '../spec/parseExperimentSpec'

const readExperiment = (name: string): string =>
  readFileSync(new URL(`../../../resources/experiments/${name}`, import.meta.url), 'utf8')

const valid = {
  format: 'ropewalk-experiment',
  version: 1,
  title: 'T',
  models: [{ path: 'a.gguf' }],
  extensions: ['none'],
  contexts: [256],
  tasks: [{ kind: 'perplexity', text: 'a.txt' }],
}
const parse = (fields: object) => parseExperimentSpec(JSON.stringify({ ...valid, ...fields }), 'demo.json')

describe('parseExperimentSpec', () => {
  it('fills in every default', () => {
    expect(parse({})).toMatchObject({
      seed: 1,
      tasks: [{ protocol: 'full-window', windows: 4, strideTokens: 256, weighting: 'token', lastTokens: 64 }],
      engine: { backend: 'auto', cacheType: 'f16', flashAttention: true, microBatchTokens: 128 },
      observation: { queries: { kind: 'all' }, keyPositionBins: 64, mapTiles: 64 },
    })
  })

  it('reads a file that begins with a byte order mark', () => {
    expect(parseExperimentSpec(`\uFEFF${JSON.stringify(valid)}`, 'demo.json').title).toBe('T')
  })

  it.each([
    [
      { contexts: [256.5] },
      'Unusable value in demo.json: contexts[0] is 256.5. Expected a whole number. Correct it.',
    ],
    [
      { contexts: [256, '512'] },
      'Unusable value in demo.json: contexts[1] is "512". Expected number. Correct it.',
    ],
    [{ title: undefined }, 'Missing field in demo.json: title. Expected string. Add it.'],
    [
      { tasks: [{ kind: 'passkey', depths: [50, 101] }] },
      'Unusable value in demo.json: tasks[0].depths[1] is 101. Expected at most 100. Correct it.',
    ],
    [
      { tasks: [{ kind: 'passkeys' }] },
      "Unusable value in demo.json: tasks[0].kind is \"passkeys\". Expected 'perplexity' | 'passkey'",
    ],
    [
      { tasks: [{ kind: 'perplexity', text: 'a', window: 4 }] },
      'Unknown field in demo.json: tasks[0].window. Expected only fields of the format. ' +
        'Check the spelling against resources/experiments/experiment.schema.json, or remove it.',
    ],
    [
      { format: 'other' },
      'Unusable value in demo.json: format is "other". Expected "ropewalk-experiment". Correct it.',
    ],
    [{ seed: -1, title: '' }, '(1 more to correct.)'],
  ])('says what is wrong with %j', (fields, message) => {
    expect(() => parse(fields)).toThrow(message)
    expect(() => parse(fields)).toThrow(RopewalkError)
    expect(() => parse(fields)).toThrow(/^[^\n]*$/)
  })

  it('says that a file is not JSON', () => {
    expect(() => parseExperimentSpec('{"format": ', 'demo.json')).toThrow(
      /^Not JSON: demo\.json \(.*\)\. Expected/,
    )
    expect(() => parseExperimentSpec('[]', 'demo.json')).toThrow(
      'Unusable value in demo.json: the spec is []. Expected object. Correct it.',
    )
  })

  it('refuses a newer version as such', () => {
    expect(() => parse({ version: 2, novelty: true })).toThrow(
      expect.objectContaining({
        code: 'experiment.newerMajor',
        message:
          'Experiment of a newer version in demo.json: 2. Expected version 1. Update Ropewalk to read it.',
      }),
    )
  })

  it('does not take a field of the prototype for one of the spec', () => {
    expect(() =>
      parseExperimentSpec('{"__proto__": {"format": "ropewalk-experiment"}}', 'demo.json'),
    ).toThrow('demo.json')
  })
})

describe('resources/experiments', () => {
  const studies = readdirSync(new URL('../../../resources/experiments/', import.meta.url)).filter(
    (name) => name.endsWith('.json') && name !== 'experiment.schema.json',
  )

  it.each(studies)('holds a study that parses, plans and names texts that are there: %s', (name) => {
    const spec = parseExperimentSpec(readExperiment(name), name)
    expect(planStudy(spec).length).toBeGreaterThan(0)
    const texts = spec.tasks.flatMap((task) =>
      task.kind === 'perplexity' ? [task.text] : 'texts' in task ? task.texts : (task.text ?? []),
    )
    for (const text of texts) {
      const path = text.replace(/^bundled:/, '../corpora/')
      expect(existsSync(new URL(`../../../resources/experiments/${path}`, import.meta.url)), text).toBe(true)
    }
  })

  it('holds a demo that parses and plans', () => {
    const spec = parseExperimentSpec(readExperiment('demo.json'), 'demo.json')
    const windows = spec.tasks.reduce((sum, task) => sum + (task.kind === 'perplexity' ? task.windows : 0), 0)
    // 5 + 1 + 1 extensions at 4 contexts; 5 depths x 4 repeats beside the windows.
    expect(planStudy(spec)).toHaveLength(7 * 4 * (windows + 20))
  })

  it('holds the JSON Schema of the present format; tools/schema writes it', () => {
    expect(JSON.parse(readExperiment('experiment.schema.json'))).toEqual(
      JSON.parse(JSON.stringify(buildExperimentJsonSchema())),
    )
  })
})
