import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { plainTemplate } from '../../../../contract'
import { makeTemporaryFolder } from '../../../../store/__tests__/temporaryFolder'
import { readTemplateFile, writeTemplateFile } from '../templateFiles'

describe('templates of reports', () => {
  test('are read as they were kept', async () => {
    const path = join(await makeTemporaryFolder(), 'layout.json')
    const template = {
      ...plainTemplate,
      authors: ['A. Author'],
      sections: ['methods' as const, 'summary' as const],
      extensions: ['yarn:scale=auto'],
      heads: ['L0H3'],
    }
    await writeTemplateFile(path, template)
    expect(await readTemplateFile(path)).toEqual(template)
  })

  test('are refused in words where they are something else', async () => {
    const folder = await makeTemporaryFolder()
    const path = join(folder, 'notes.json')
    await writeFile(path, '{ "format": "shopping" }')
    await expect(readTemplateFile(path)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('Wrong in report template notes.json, format'),
    })
    const missing = join(folder, 'missing.json')
    await expect(readTemplateFile(missing)).rejects.toMatchObject({
      code: 'input.invalid',
      message: `Report template that cannot be read: ${missing}. Expected a JSON file of at most 1 MiB. Choose another file.`,
    })
  })
})
