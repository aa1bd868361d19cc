import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { buildFileSchemas, formatSchema } from '../buildFileSchemas'

const folder = new URL('../../../../resources/schema/', import.meta.url)

test('resources/schema holds the schemas of this version (else run tools/schema/write-file-schemas.mjs)', async () => {
  const schemas = buildFileSchemas()
  expect((await readdir(folder)).sort()).toEqual([...schemas.keys()].sort())
  for (const [name, schema] of schemas)
    expect(await readFile(new URL(name, folder), 'utf8'), name).toBe(formatSchema(schema))
})

test('schemas name their fields and allow those of newer versions', () => {
  const manifest = buildFileSchemas().get('manifest.schema.json')
  expect(manifest).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: expect.arrayContaining(['format', 'version', 'spec', 'models', 'parts']),
    additionalProperties: {},
  })
})
