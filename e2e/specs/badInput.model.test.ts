/** Whatever is wrong with the input is one line that says what, where and what to do; nothing is left behind. */
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCli } from '../actions/runCli'
import { makeScratchFolder } from '../actions/scratchFolder'
import { heldOutText, sampleModel, writeSpec } from '../actions/writeSpec'

async function expectRefusal(args: readonly string[], message: RegExp, code = 2): Promise<void> {
  const result = await runCli(args)
  expect(result.stderr).toMatch(message)
  expect(result.stderr.trim().split('\n').at(-1)).toMatch(/^ropewalk: /)
  expect(result.stdout).toBe('')
  expect(result.code).toBe(code)
}

function brokenModel(folder: string, change: (bytes: Buffer) => Buffer): string {
  const path = join(folder, 'broken.gguf')
  writeFileSync(path, change(readFileSync(sampleModel)))
  return path
}

describe('a wrong model', () => {
  test('not a GGUF', async () => {
    await expectRefusal(['inspect', heldOutText], /Not a GGUF file/)
  })

  test('missing', async () => {
    await expectRefusal(['inspect', join(makeScratchFolder(), 'nowhere.gguf')], /nowhere\.gguf/)
  })

  test('truncated', async () => {
    const path = brokenModel(makeScratchFolder(), (bytes) => bytes)
    truncateSync(path, 1_000_000)
    await expectRefusal(
      ['measure', path, '--text', heldOutText, '--extension', 'none'],
      /ropewalk: .*(truncated|ends|short)/i,
    )
  })

  test('of an unknown version', async () => {
    const path = brokenModel(makeScratchFolder(), (bytes) => {
      bytes.writeUInt32LE(99, 4)
      return bytes
    })
    await expectRefusal(['inspect', path], /version.*99/i)
  })
})

/** The last weights of the sample model, as binary16 values that are not numbers. */
function damageWeights(bytes: Buffer): Buffer {
  for (let at = bytes.length - 200_000; at < bytes.length; at += 2) bytes.writeUInt16LE(0x7e00, at)
  return bytes
}

test('weights that are not numbers give no likelihood', async () => {
  const path = brokenModel(makeScratchFolder(), damageWeights)
  await expectRefusal(
    ['measure', path, '--text', heldOutText, '--tokens', '64', '--extension', 'none'],
    /Likelihood that is not a number: NaN at position 1/,
    1,
  )
})

test('a backend that this machine lacks says what is missing', async () => {
  const backend = process.platform === 'darwin' ? 'cuda' : 'metal'
  await expectRefusal(
    ['measure', sampleModel, '--text', heldOutText, '--extension', 'none', '--backend', backend],
    new RegExp(`Backend not usable: ${backend} \\(not offered on ${process.platform}`),
  )
})

describe('a wrong extension', () => {
  const measure = (extension: string): string[] => [
    'measure',
    sampleModel,
    '--text',
    heldOutText,
    '--tokens',
    '64',
    '--extension',
    extension,
  ]

  test.each([
    ['yaarn:scale=4', /Unknown extension: yaarn:scale=4.*yarn/],
    ['yarn:scale=0.5', /scale=0\.5/],
    ['linear:scale=NaN', /scale=NaN/],
    ['p-rope:keep=2', /keep=2/],
    ['base:base=1', /base=1/],
    ['yarn:scale=4,attentionFactor=1e300', /Attention factor out of range: 1e\+300/],
    ['custom:file=nowhere.json', /nowhere\.json/],
  ])('%s', async (extension, message) => {
    await expectRefusal(measure(extension), message)
  })

  test('factors of the wrong length', async () => {
    const file = join(makeScratchFolder(), 'curve.json')
    writeFileSync(file, JSON.stringify({ inverseFrequencies: [1, 0.1] }))
    await expectRefusal(measure(`custom:file=${file}`), /: 2\. Expected 16/)
  })
})

describe('a wrong text or length', () => {
  test('text missing', async () => {
    await expectRefusal(
      ['measure', sampleModel, '--text', 'nowhere.txt', '--extension', 'none'],
      /nowhere\.txt/,
    )
  })

  test('text shorter than asked for', async () => {
    const text = join(makeScratchFolder(), 'short.txt')
    writeFileSync(text, 'Call me Ishmael.')
    await expectRefusal(
      ['measure', sampleModel, '--text', text, '--tokens', '500', '--extension', 'none'],
      /short.*500|500.*short/i,
    )
  })

  test('text that is not UTF-8', async () => {
    const text = join(makeScratchFolder(), 'latin.txt')
    writeFileSync(text, Buffer.from('caf\u00e9 cr\u00e8me', 'latin1'))
    await expectRefusal(
      ['measure', sampleModel, '--text', text, '--extension', 'none'],
      /not UTF-8: .*latin\.txt/,
    )
  })

  test('a text of one token', async () => {
    const text = join(makeScratchFolder(), 'empty.txt')
    writeFileSync(text, '')
    await expectRefusal(['measure', sampleModel, '--text', text, '--extension', 'none'], /at least 2/)
  })

  test('more tokens than memory allows, of one text', async () => {
    await expectRefusal(
      [
        ...['measure', sampleModel, '--text', heldOutText, '--tokens', '64', '--extension', 'none'],
        ...['--context', '16777216'],
      ],
      /Not enough memory for 16777216 tokens: \d+ MiB needed/,
      1,
    )
  })

  test('more tokens than memory allows', async () => {
    const folder = makeScratchFolder()
    const spec = writeSpec(folder, {
      contexts: [16_777_216],
      tasks: [{ kind: 'passkey', depths: [0], repeats: 1 }],
    })
    const result = await runCli(['run', spec, '-o', join(folder, 'result.ropewalk')])
    expect(result.stderr).toMatch(/failed m0.*memory/i)
    expect(result.code).toBe(1)
  })
})

describe('a wrong experiment', () => {
  test.each([
    ['an unknown field', { colour: 'red' }, /colour/],
    ['a newer version', { version: 2 }, /version.*2/i],
    ['no contexts', { contexts: [] }, /contexts/],
    ['an unknown extension', { extensions: ['yaarn'] }, /yaarn/],
    ['a missing model', { models: [{ path: 'nowhere.gguf' }] }, /nowhere\.gguf/],
    ['a missing text', { tasks: [{ kind: 'perplexity', text: 'nowhere.txt' }] }, /nowhere\.txt/],
    ['an extension twice', { extensions: ['none', 'none'] }, /none/],
  ])('%s', async (_, changes, message) => {
    const folder = makeScratchFolder()
    const target = join(folder, 'result.ropewalk')
    await expectRefusal(['run', writeSpec(folder, changes), '-o', target], message)
    expect(readdirSync(folder)).toEqual(['experiment.json'])
  })

  test('an extension whose file is of another head size', async () => {
    const folder = makeScratchFolder()
    writeFileSync(join(folder, 'curve.json'), JSON.stringify({ inverseFrequencies: [1, 0.1] }))
    const spec = writeSpec(folder, { extensions: ['none', 'custom:file=curve.json'] })
    await expectRefusal(
      ['run', spec, '-o', join(folder, 'result.ropewalk')],
      /^ropewalk: Extension not usable with model base: custom:file=curve\.json\. [^\n]*: 2\. Expected 16, [^\n]*\n$/,
    )
    expect(readdirSync(folder)).toEqual(['curve.json', 'experiment.json'])
  })

  test('not JSON', async () => {
    const folder = makeScratchFolder()
    const path = join(folder, 'experiment.json')
    writeFileSync(path, '{ "format": ')
    await expectRefusal(['run', path, '-o', join(folder, 'r.ropewalk')], /JSON/)
  })

  test('a text too short for one of the lengths fails those cells and no others', async () => {
    const folder = makeScratchFolder()
    const text = join(folder, 'short.txt')
    writeFileSync(text, readFileSync(heldOutText, 'utf8').slice(0, 2_000))
    const spec = writeSpec(folder, {
      tasks: [{ kind: 'perplexity', text, windows: 1 }],
      extensions: ['none'],
      contexts: [64, 2_048],
    })
    const target = join(folder, 'result.ropewalk')
    const result = await runCli(['run', spec, '-o', target])
    expect(result.code).toBe(1)
    expect(result.stderr.match(/^failed /gm)).toHaveLength(1)
    expect(existsSync(target)).toBe(true)
  })
})

describe('a wrong target', () => {
  test('exists', async () => {
    const folder = makeScratchFolder()
    const target = join(folder, 'result.ropewalk')
    writeFileSync(target, 'something dear')
    await expectRefusal(['run', writeSpec(folder), '-o', target], /exists.*--overwrite/)
    expect(readFileSync(target, 'utf8')).toBe('something dear')
  })

  test('in a folder that does not exist', async () => {
    const folder = makeScratchFolder()
    await expectRefusal(['run', writeSpec(folder), '-o', join(folder, 'a/b/c.ropewalk')], /a\/b/)
  })

  test('a damaged file is not shown', async () => {
    const path = join(makeScratchFolder(), 'damaged.ropewalk')
    writeFileSync(path, 'PK not quite')
    await expectRefusal(['show', path], /damaged\.ropewalk/)
  })

  test('a file that is not an experiment does not verify', async () => {
    const result = await runCli(['verify', sampleModel])
    expect(result.stdout).toMatch(/FAILED|failed/)
    expect(result.code).toBe(1)
  })
})
