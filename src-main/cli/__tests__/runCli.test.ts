import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CellTiming } from '../../contract'
import { createFixture, type FixtureOptions } from '../../report/__tests__/fixture'
import { openJournal } from '../../store'
import { createModelFolder, encodeParts, withPairs } from '../../engine/gguf/__tests__/ggufBytes'
import { runCli } from '../runCli'
import { createRecordingContext } from './recordingContext'

const SMALL: FixtureOptions = {
  models: [{ path: 'a.gguf', label: 'a' }],
  extensions: ['none', 'yarn:scale=auto'],
  contexts: [256, 512],
}

let folder: string
let result: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ropewalk-cli-'))
  result = await store('small.ropewalk', SMALL)
})

afterAll(() => rm(folder, { recursive: true }))

describe('usage', () => {
  it.each([
    [['frobnicate'], /unknown command 'frobnicate'/],
    [['inspect'], /missing required argument 'model'/],
    [['measure', 'a.gguf', '--extension', 'none'], /required option '--text <file>'/],
    [['measure', 'a.gguf', '--text', 'b', '--extension', 'none', '--queries', 'last:0'], /all, or last:K/],
    [['measure', 'a.gguf', '--text', 'b', '--extension', 'none', '--tokens', '-3'], /whole number/],
    [['measure', 'a.gguf', '--text', 'b', '--extension', 'none', '--context', '99999999999'], /to 16777216/],
    [['measure', 'a.gguf', '--text', 'b', '--extension', 'none', '--threads', '100000'], /from 1 to 1024/],
    [['run', 'a.json', '-o', 'b.ropewalk', '--bogus'], /unknown option '--bogus'/],
    [['run', 'a.json', '-o', 'b.ropewalk', '--report', 'c.docx'], /Expected a name that ends in \.html/],
    [['run', 'not-there.json', '-o', 'b.ropewalk'], /cannot be read: not-there\.json/],
    [['inspect', 'not-there.gguf'], /not-there\.gguf/],
    [['report', 'x.ropewalk', '-o', 'x.docx'], /Report format that cannot be written: \.docx/],
    [['show', 'not-there.ropewalk'], /not-there\.ropewalk/],
    [['frequencies', '--extension', 'none'], /Unclear which rotary geometry/],
    [
      ['frequencies', '--extension', 'yaarn', '--head-dim', '8', '--base', '1e4', '--trained-context', '64'],
      /Unknown extension/,
    ],
  ])('refuses %j in one line with exit code 2', async (args, message) => {
    const context = createRecordingContext()
    expect(await runCli(args, context)).toBe(2)
    expect(context.error()).toMatch(message)
    expect(context.error()).toMatch(/^ropewalk: [^\n]+\n$/)
    expect(context.out()).toBe('')
  })

  it('inspect tells what the window warns of', async () => {
    const models = createModelFolder()
    const keys = {
      'llama.rope.scaling.type': { text: 'yarn' },
      'llama.rope.scaling.factor': { f32: 8 },
      'llama.context_length': { u32: 2048 },
    }
    const path = models.write('yarn.gguf', encodeParts(withPairs(keys)))
    const [text, json] = [createRecordingContext(), createRecordingContext()]
    expect(await runCli(['inspect', path], text)).toBe(0)
    expect(await runCli(['inspect', path, '--json'], json)).toBe(0)
    models.remove()
    expect(text.out()).toContain(
      '\nwarning: A scale may be counted twice. The file carries yarn scaling but not the length before it, so 2048 tokens ',
    )
    expect(JSON.parse(json.out())).toMatchObject({
      lints: [
        { code: 'double-scaling', level: 'warning' },
        { code: 'already-extended', level: 'note' },
      ],
    })
  })

  it('frequencies reads a config, says what it states and what options take the place of', async () => {
    const config = join(folder, 'config.json')
    const parameters = {
      rope_type: 'yarn',
      factor: 4,
      original_max_position_embeddings: 4096,
      rope_theta: 1e6,
    }
    await writeFile(
      config,
      `\uFEFF${JSON.stringify({ text_config: { rope_parameters: parameters, head_dim: 64 } })}`,
    )
    const plain = createRecordingContext()
    expect(
      await runCli(
        [
          'frequencies',
          '--extension',
          'yarn:scale=4',
          ...'--head-dim 64 --base 1e6 --trained-context 4096 --json'.split(' '),
        ],
        plain,
      ),
    ).toBe(0)
    const stated = createRecordingContext()
    expect(await runCli(['frequencies', '--config', config, '--head-dim', '64', '--json'], stated)).toBe(0)
    expect(JSON.parse(stated.out())).toEqual(JSON.parse(plain.out()))
    expect(stated.error()).toContain('read as yarn:scale=4, RoPE base 1000000, original context 4096\n')
    const other = createRecordingContext()
    await runCli(['frequencies', '--config', config, '--head-dim', '64', '--base', '10000'], other)
    expect(other.error()).toContain('note: --base 10000 is taken instead of the RoPE base 1000000.\n')
  })

  it('keeps what a terminal would take for a command out of an error', async () => {
    const context = createRecordingContext()
    await runCli(['inspect', 'not-\u001b[31mthere.gguf'], context)
    expect(context.error()).toMatch(/^ropewalk: Model file not found: not- \[31mthere\.gguf/)
  })

  it('adds code and facts with --verbose', async () => {
    const context = createRecordingContext()
    await runCli(['report', 'x.ropewalk', '-o', 'x.docx', '--verbose'], context)
    expect(context.error()).toContain('code: input.invalid')
    expect(context.error()).toContain('path: x.docx')
  })

  it('lists the extensions in its help', async () => {
    const context = createRecordingContext()
    expect(await runCli(['frequencies', '--help'], context)).toBe(0)
    for (const name of ['linear', 'by-parts', 'yarn', 'longrope', 'p-rope'])
      expect(context.out()).toContain(name)
    expect(context.error()).toBe('')
  })

  it('prints its help where nothing is asked', async () => {
    const context = createRecordingContext()
    expect(await runCli([], context)).toBe(0)
    expect(context.out()).toContain('Exit codes: 0 done')
  })
})

describe('frequencies', () => {
  const geometry = ['--head-dim', '128', '--base', '10000', '--trained-context', '4096']

  it('prints the documented JSON; yarn at s = 4 has a = 1.1386294 and theta_32 = 6.538462e-3', async () => {
    const context = createRecordingContext()
    expect(await runCli(['frequencies', ...geometry, '--extension', 'yarn:scale=4', '--json'], context)).toBe(
      0,
    )
    const printed: Record<string, unknown> = JSON.parse(context.out())
    expect(Object.keys(printed)).toEqual([
      'extension',
      'inverseFrequencies',
      'attentionFactor',
      'wavelengthsTokens',
      'rotationsAtTrainedContext',
    ])
    expect(printed.attentionFactor).toBeCloseTo(1.1386294, 6)
    expect(printed.inverseFrequencies).toHaveLength(64)
    expect([printed.inverseFrequencies].flat()[32]).toBeCloseTo(6.538462e-3, 8)
  })

  it('prints a table for a reader, wavelength 628.32 of the plain pair 32', async () => {
    const context = createRecordingContext()
    await runCli(['frequencies', ...geometry, '--extension', 'none'], context)
    expect(context.out()).toMatch(/\n +32 +0\.01000000 +628\.32 +6\.5190\n/)
  })

  it('computes scale=auto from --context', async () => {
    const context = createRecordingContext()
    await runCli(
      ['frequencies', ...geometry, '--extension', 'linear:scale=auto', '--context', '8192', '--json'],
      context,
    )
    expect(JSON.parse(context.out())).toMatchObject({ extension: 'linear:scale=2' })
  })
})

describe('show', () => {
  it('prints a row per extension and length, and the findings', async () => {
    const context = createRecordingContext()
    expect(await runCli(['show', result], context)).toBe(0)
    expect(context.out()).toMatch(/yarn:scale=auto +512/)
    expect(context.out()).toContain('Finding 3: training length: cannot tell')
    expect(context.out()).toContain('\nPerplexity: how surprised the model is by a text, lower is better.')
    expect(context.out()).toContain(
      '\n  Claim: answers fail where attention is spread over many tokens.\n  Measured: ',
    )
  })

  it('prints the documented JSON', async () => {
    const context = createRecordingContext()
    await runCli(['show', result, '--json'], context)
    const printed: Record<string, unknown> = JSON.parse(context.out())
    expect(Object.keys(printed)).toEqual([
      'title',
      'createdAt',
      'appVersion',
      'engine',
      'models',
      'cells',
      'results',
      'findings',
      'failed',
    ])
    expect(printed.results).toHaveLength(4)
    expect([printed.results].flat()[0]).toMatchObject({
      model: 'a',
      extension: 'none',
      passes: 20,
      prompts: 20,
    })
  })

  it('keeps control characters of a file away from the terminal', async () => {
    const path = await store('hostile.ropewalk', { ...SMALL, title: 'a\u001b[2Jb' })
    const context = createRecordingContext()
    await runCli(['show', path], context)
    expect(context.out()).not.toContain('\u001b')
  })
})

describe('report', () => {
  it('writes the same page each time', async () => {
    const context = createRecordingContext()
    const [first, second] = [join(folder, 'first.html'), join(folder, 'second.html')]
    expect(await runCli(['report', result, '-o', first], context)).toBe(0)
    expect(await runCli(['report', result, '-o', second], context)).toBe(0)
    const page = await readFile(first, 'utf8')
    expect(page.startsWith('<!DOCTYPE html>')).toBe(true)
    expect((await readFile(second, 'utf8')) === page).toBe(true)
  })

  it('names a folder that is not there', async () => {
    const context = createRecordingContext()
    expect(await runCli(['report', result, '-o', join(folder, 'no', 'x.html')], context)).toBe(2)
    expect(context.error()).toMatch(/Folder that is not there/)
  })
})

describe('diff', () => {
  it('finds nothing between a file and itself', async () => {
    const context = createRecordingContext()
    expect(await runCli(['diff', result, result], context)).toBe(0)
    expect(context.out()).toMatch(/^0 settings differ; 0 of \d+ shared cells differ/)
  })

  it('prints settings that differ and cells of one file only', async () => {
    const other = await store('other.ropewalk', { ...SMALL, contexts: [256] })
    const context = createRecordingContext()
    await runCli(['diff', result, other, '--json'], context)
    const printed: Record<string, unknown> = JSON.parse(context.out())
    expect(printed).toMatchObject({ onlyInB: [], cells: [] })
    expect(printed.onlyInA).toHaveLength(52)
    expect(printed.settings).toContainEqual({ path: 'spec.contexts', a: '[256,512]', b: '[256]' })
  })
})

describe('verify', () => {
  it('ends with 1 where the file is damaged', async () => {
    const bytes = await readFile(result)
    const path = join(folder, 'damaged.ropewalk')
    await writeFile(path, bytes.subarray(0, bytes.length - 40))
    const context = createRecordingContext()
    expect(await runCli(['verify', path], context)).toBe(1)
    expect(context.out()).toMatch(/^FAILED/)
  })

  it('passes a sound file, and says where it looked for models it cannot find', async () => {
    const context = createRecordingContext()
    expect(await runCli(['verify', result], context)).toBe(0)
    expect(context.out()).not.toContain('FAILED')
    expect(await runCli(['verify', result, '--rerun', '2', '--spec-folder', folder], context)).toBe(2)
    expect(context.error()).toMatch(/Models of the experiment not found: a\.gguf\. .*--spec-folder\.\n$/)
  })
})

/** Writes the fixture to a file, as a run does. */
async function store(name: string, options: FixtureOptions): Promise<string> {
  const source = createFixture(options)
  const { manifest, cells } = source
  const path = join(folder, name)
  const journal = await openJournal(path, {
    spec: manifest.spec,
    plannedCellIds: cells.map(({ id }) => id),
    mode: 'new',
  })
  for (const cell of cells) {
    const timing: CellTiming = {
      id: cell.id,
      startedAt: '2026-11-24T10:00:00Z',
      durationMs: 1,
      evaluatedTokens: cell.contextTokens,
      reusedTokens: 0,
    }
    await journal.append(cell, await source.readTensors(cell), timing)
  }
  await journal.finish(manifest)
  return path
}
