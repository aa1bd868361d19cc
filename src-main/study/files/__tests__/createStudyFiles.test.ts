import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { locateBundled, nameBundled } from '../bundledFiles'
import { createStudyFiles } from '../createStudyFiles'

const folder = mkdtempSync(join(tmpdir(), 'ropewalk-files-'))
writeFileSync(join(folder, 'book.txt'), 'Call me Ishmael.')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const resources = resolve(import.meta.dirname, '../../../../resources')
const files = createStudyFiles(folder, resources)

it('hashes the parts of a model as one', async () => {
  const texts = ['Call me ', 'Ishmael.']
  const parts = texts.map((_, part) => join(folder, `part-${part}`))
  texts.forEach((text, part) => writeFileSync(parts[part], text))
  expect(await files.computeSha256(parts)).toBe(await files.computeSha256([join(folder, 'book.txt')]))
  const absent = join(folder, 'part-2')
  await expect(files.computeSha256([...parts, absent])).rejects.toThrow(
    `Model that cannot be read: ${absent}. Expected a readable file. Check the path in the spec.`,
  )
})

describe('models of a spec', () => {
  it('lie beside it, or come with Ropewalk', () => {
    expect(files.resolve('mine.gguf')).toBe(join(folder, 'mine.gguf'))
    const bundled = files.resolve('bundled:ropewalk-sample-base.gguf')
    expect(readFileSync(bundled).subarray(0, 4).toString()).toBe('GGUF')
    for (const path of ['bundled:../models/a.gguf', 'bundled:moby-dick-heldout.txt', 'bundled:'])
      expect(() => files.resolve(path), path).toThrow(
        `Model that does not come with Ropewalk: ${path}. Expected bundled: and a .gguf file of resources/models. ` +
          'Check the name, or give the path of a model of your own.',
      )
  })

  it('are found by paths of Windows too, unless a file has that very name', () => {
    const elsewhere = process.platform === 'win32' ? [] : ['parts\\of one.gguf']
    for (const name of elsewhere) {
      expect(files.resolve(name)).toBe(join(folder, 'parts', 'of one.gguf'))
      writeFileSync(join(folder, name), '')
      expect(files.resolve(name)).toBe(join(folder, name))
    }
    expect(files.resolve('..\\models\\a.gguf')).toBe(join(folder, '..', 'models', 'a.gguf'))
  })

  it('are named where they come with Ropewalk, and else are what they were', () => {
    for (const path of ['bundled:ropewalk-sample-base.gguf', 'bundled:moby-dick-heldout.txt'])
      expect(nameBundled(locateBundled(path, resources) ?? '', resources)).toBe(path)
    for (const path of [join(folder, 'a.gguf'), join(resources, 'a.gguf'), 'a.gguf'])
      expect(nameBundled(path, resources)).toBe(path)
  })
})

describe('texts of a spec', () => {
  it('lie beside it, or come with Ropewalk', async () => {
    expect((await files.readText('book.txt')).text).toBe('Call me Ishmael.')
    const bundled = await files.readText('bundled:moby-dick-heldout.txt')
    // As resources/corpora/README.md has it.
    expect(bundled.sha256).toBe('82d689a79ac43cc76c83c686ca8b9755ac1aacd8b825de186b3e907b36c0aa00')
    expect(bundled.bytes).toBe(119_460)
  })

  it.each(['bundled:war-and-peace.txt', 'bundled:../models/README.md', 'bundled:/etc/hosts.txt', 'bundled:'])(
    'are refused where none comes by this name: %s',
    async (path) => {
      await expect(files.readText(path)).rejects.toThrow(
        `Text that does not come with Ropewalk: ${path}. Expected bundled: and a .txt file of resources/corpora. ` +
          'Check the name, or give the path of a text of your own.',
      )
    },
  )

  it('are refused where they are not UTF-8, and keep a byte order mark', async () => {
    writeFileSync(join(folder, 'latin.txt'), Buffer.from('caf\u00e9', 'latin1'))
    await expect(files.readText('latin.txt')).rejects.toThrow(
      'Text that is not UTF-8: latin.txt. Expected a text file in UTF-8. Convert it, or choose another file.',
    )
    writeFileSync(join(folder, 'marked.txt'), '\ufeffcaf\u00e9')
    expect((await files.readText('marked.txt')).text).toBe('\ufeffcaf\u00e9')
  })

  it('say where they were looked for', async () => {
    await expect(files.readText('other.txt')).rejects.toThrow(
      `Text that cannot be read: other.txt. Expected a readable file, relative to ${folder}. Check the path in the spec.`,
    )
  })
})
