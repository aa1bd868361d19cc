import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Cell, NamedTensor } from '../../contract'
import { RopewalkError } from '../../contract'
import { toArchivePart } from '../archive/writeArchive'
import { openExperiment } from '../openExperiment'
import { verifyExperiment } from '../verify/verifyExperiment'
import { editJson, replaceText, rewriteExperiment, writeParts, type Parts } from './rewriteExperiment'
import { writeSample } from './sampleExperiment'
import { makeTemporaryFolder } from './temporaryFolder'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let folder = ''
let sample = ''
let broken = ''

beforeEach(async () => {
  folder = await makeTemporaryFolder()
  sample = join(folder, 'sample.ropewalk')
  broken = join(folder, 'broken.ropewalk')
  await writeSample(sample)
})

/** Everything a reader can get out of a file. */
async function readAll(path: string): Promise<{ cells: readonly Cell[]; tensors: NamedTensor[][] }> {
  const experiment = await openExperiment(path)
  try {
    const tensors: NamedTensor[][] = []
    for (const cell of experiment.cells) tensors.push(await experiment.readTensors(cell))
    return { cells: experiment.cells, tensors }
  } finally {
    await experiment.close()
  }
}

async function expectDamaged(where: string, reason: string): Promise<void> {
  const opened = openExperiment(broken)
  await expect(opened).rejects.toBeInstanceOf(RopewalkError)
  await expect(opened).rejects.toMatchObject({
    code: 'experiment.damaged',
    details: { where: expect.stringContaining(where), reason: expect.stringContaining(reason) },
  })
  expect(await verifyExperiment(broken)).toMatchObject({
    ok: false,
    checks: [{ name: 'structure', ok: false }],
  })
  expect((await readdir(folder)).sort()).toEqual(['broken.ropewalk', 'sample.ropewalk'])
}

describe('bytes', () => {
  test('a file cut off anywhere is damaged', async () => {
    const whole = await readFile(sample)
    const step = Math.floor(whole.length / 60)
    for (
      let length = 0;
      length < whole.length;
      length += length < 64 || length > whole.length - 64 ? 5 : step
    ) {
      await writeFile(broken, whole.subarray(0, length))
      await expect(openExperiment(broken), `cut at ${length}`).rejects.toMatchObject({
        code: 'experiment.damaged',
      })
    }
  })

  test('a flipped byte is found, or changes nothing that is read', async () => {
    const whole = await readFile(sample)
    const expected = await readAll(sample)
    let found = 0
    for (let position = 0; position < whole.length; position += 1 + Math.floor(whole.length / 150)) {
      const flipped = Buffer.from(whole)
      flipped[position] ^= 0xff
      await writeFile(broken, flipped)
      const result = await readAll(broken).catch((thrown: unknown) => thrown)
      if (result instanceof RopewalkError) {
        expect(['experiment.damaged', 'experiment.newerMajor']).toContain(result.code)
        found++
      } else expect(result, `byte ${position}`).toEqual(expected)
    }
    expect(found).toBeGreaterThan(50)
  })

  test.each([
    ['an empty file', ''],
    ['a text', 'This is no ZIP. '.repeat(100)],
  ])('%s is damaged', async (_what, text) => {
    await writeFile(broken, text)
    await expectDamaged(broken, 'End of central directory')
  })

  test('no file, and a folder, are wrong inputs', async () => {
    await expect(openExperiment(join(folder, 'none'))).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(openExperiment(folder)).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(verifyExperiment(join(folder, 'none'))).rejects.toMatchObject({ code: 'input.invalid' })
  })
})

describe('the archive', () => {
  /** Writes two parts, then replaces text of the raw file wherever it occurs. */
  async function writePatched(name: string, replacement: string): Promise<void> {
    const parts = [name, 'second.bin'].map((part) => toArchivePart(part, Buffer.from('content'), 'stored'))
    await writeParts(broken, parts)
    const bytes = (await readFile(broken)).toString('latin1')
    await writeFile(broken, Buffer.from(bytes.replaceAll(name, replacement), 'latin1'))
  }

  test.each([
    ['aa/x.bin', '../x.bin', 'invalid relative path'],
    ['aa/b/x.bin', 'aa/../x.bi', 'invalid relative path'],
    ['aaa.bin', '/aa.bin', 'absolute path'],
    ['aaaa.bin', 'C:/a.bin', 'absolute path'],
    ['aaaa.bin', 'a\\a.bin ', 'invalid characters'],
  ])('a part %s renamed to %s is refused, and nothing is written', async (name, replacement, reason) => {
    await writePatched(name, replacement.slice(0, name.length).padEnd(name.length, '_'))
    await expectDamaged(broken, reason)
    expect(await readdir(join(folder, '..'))).not.toContain('x.bin')
  })

  test('two parts of one name are refused', async () => {
    await writePatched('secund.bin', 'second.bin')
    await expectDamaged(broken, 'two parts are called second.bin')
  })

  test('a part that unpacks to a thousand times its size is refused', async () => {
    await writeParts(broken, [toArchivePart('manifest.json', Buffer.alloc(80_000_000), 'deflated')])
    await expectDamaged('manifest.json', 'claims to unpack')
  })

  test('a part that claims more than a part may have is refused before it is read', async () => {
    await writeParts(broken, [toArchivePart('manifest.json', Buffer.from('{}'), 'deflated')])
    const bytes = await readFile(broken)
    bytes.writeUInt32LE(0x7fffffff, bytes.indexOf('PK\u0001\u0002') + 24)
    await writeFile(broken, bytes)
    await expectDamaged('manifest.json', 'claims 2147483647 bytes')
  })

  test('a part that unpacks to more than it claims is refused', async () => {
    await writeParts(broken, [toArchivePart('manifest.json', Buffer.alloc(5000), 'deflated')])
    const bytes = await readFile(broken)
    bytes.writeUInt32LE(10, bytes.indexOf('PK\u0001\u0002') + 24)
    await writeFile(broken, bytes)
    await expectDamaged('manifest.json', 'too many bytes')
  })

  test.each([
    ['65535 parts', 0xffff, 'unexpected EOF'],
    ['one part more', 3, 'unexpected EOF'],
  ])('a directory that claims %s is refused', async (_what, count, reason) => {
    await writePatched('first.bin', 'first.bin')
    const bytes = await readFile(broken)
    bytes.writeUInt16LE(count, bytes.lastIndexOf('PK\u0005\u0006') + 10)
    await writeFile(broken, bytes)
    await expectDamaged(broken, reason)
  })

  test('a ZIP64 directory that claims a billion parts is refused at once', async () => {
    const record = Buffer.alloc(56)
    record.write('PK\u0006\u0006', 'latin1')
    record.writeBigUInt64LE(1_000_000_000n, 32)
    const locator = Buffer.alloc(20)
    locator.write('PK\u0006\u0007', 'latin1')
    const end = Buffer.alloc(22)
    end.write('PK\u0005\u0006', 'latin1')
    end.fill(0xff, 8, 20)
    await writeFile(broken, Buffer.concat([record, locator, end]))
    await expectDamaged(broken, 'claims 1000000000 parts')
  })

  test('any other ZIP is no experiment', async () => {
    await writeParts(broken, [toArchivePart('word/document.xml', Buffer.from('<x/>'), 'deflated')])
    await expectDamaged('manifest.json', 'the part is missing')
  })
})

describe('the content', () => {
  const cases: [string, (parts: Parts) => void, string, string][] = [
    ['no JSON', (parts) => parts.set('manifest.json', Buffer.from('{"format":')), 'manifest.json', 'JSON'],
    ['no UTF-8', (parts) => parts.set('manifest.json', Buffer.from([0x7b, 0xff])), 'manifest.json', 'UTF-8'],
    [
      'JSON nested too deeply',
      (parts) => parts.set('manifest.json', Buffer.from('['.repeat(200_000) + ']'.repeat(200_000))),
      'manifest.json',
      '',
    ],
    [
      'a key that changes prototypes',
      (parts) => replaceText(parts, 'manifest.json', '{', '{"__proto__": {"polluted": true},'),
      'manifest.json',
      '__proto__',
    ],
    [
      'another format',
      (parts) => editJson(parts, 'manifest.json', (value) => (value['format'] = 'other')),
      'manifest.json',
      'format',
    ],
    [
      'a version that never was',
      (parts) => editJson(parts, 'manifest.json', (value) => (value['version'] = { major: 0, minor: 1 })),
      'manifest.json',
      'there is no file version 0',
    ],
    [
      'a field missing',
      (parts) => editJson(parts, 'manifest.json', (value) => delete value['engine']),
      'manifest.json',
      'engine',
    ],
    [
      'an unknown setting in the spec of a known version',
      (parts) => replaceText(parts, 'manifest.json', '"title"', '"tittle": 1, "title"'),
      'manifest.json',
      'tittle',
    ],
    ['no cells', (parts) => parts.delete('cells.ndjson'), 'cells.ndjson', 'missing'],
    [
      'a cell without outcome',
      (parts) => replaceText(parts, 'cells.ndjson', '"outcome"', '"outcame"'),
      'cells.ndjson, line 1',
      'outcome',
    ],
    [
      'a number that is not finite',
      (parts) => replaceText(parts, 'cells.ndjson', '"sumNllNats":7', '"sumNllNats":1e999'),
      'cells.ndjson, line 2',
      'sumNllNats',
    ],
    [
      'a count beyond the columns of the tables',
      (parts) => replaceText(parts, 'cells.ndjson', '"scoredTokens":', '"scoredTokens":2147483648,"x":'),
      'cells.ndjson',
      'scoredTokens',
    ],
    [
      'a last line cut off',
      (parts) => parts.set('cells.ndjson', parts.get('cells.ndjson')?.subarray(0, -1) ?? Buffer.alloc(0)),
      'cells.ndjson, line 12',
      'cut off',
    ],
  ]

  test.each(cases)('%s is damaged, and the part is named', async (_what, change, where, reason) => {
    const hashes = String(change).includes('manifest.json') ? 'kept' : 'renewed'
    await rewriteExperiment(sample, broken, change, hashes)
    await expectDamaged(where, reason)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('a part that is not the one the manifest names is damaged', async () => {
    await rewriteExperiment(sample, broken, (parts) =>
      replaceText(parts, 'cells.ndjson', '"passed":true', '"passed":false'),
    )
    await expectDamaged('cells.ndjson', 'SHA-256')
  })

  test.each([
    ['beyond the part', '"offset":0', '"offset":800000', 'ends at byte'],
    ['between the eights', '"offset":0', '"offset":4', 'not a multiple of 8'],
    ['of another shape', '"shape":[2,3]', '"shape":[2,4]', 'has 48 bytes'],
    ['of a shape that overflows', '"shape":[2,3]', '"shape":[9007199254740991,3]', 'has 48 bytes'],
    ['of another unit', '"unit":"nats"', '"unit":"bits"', 'meanEntropyNats has the unit bits, not nats'],
    [
      'of other axes',
      '"axes":["layer","head"]',
      '"axes":["head","layer"]',
      'meanEntropyNats has the axes head, layer, not layer, head',
    ],
    ['of another type', '"dtype":"f64"', '"dtype":"i32"', 'has 48 bytes'],
    ['with an axis too many', '"axes":["layer","head"]', '"axes":["layer","head","query"]', '3 axes'],
  ])('a tensor %s is damaged when it is read', async (_what, found, replacement, reason) => {
    await rewriteExperiment(
      sample,
      broken,
      (parts) => replaceText(parts, 'cells.ndjson', found, replacement),
      'renewed',
    )
    await expect(readAll(broken)).rejects.toMatchObject({
      code: 'experiment.damaged',
      details: { where: 'attention/000000.bin', reason: expect.stringContaining(reason) },
    })
  })
})
