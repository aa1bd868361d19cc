import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeSample } from '../../__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { openArchive } from '../../archive/readArchive'

interface Entity {
  readonly '@id': string
  readonly '@type': string
  readonly [property: string]: unknown
}

async function readGraph(): Promise<{
  graph: Entity[]
  manifest: Record<string, unknown>
  partNames: string[]
}> {
  const path = join(await makeTemporaryFolder(), 'sample.ropewalk')
  await writeSample(path)
  const archive = await openArchive(path)
  const crate: { '@context': string; '@graph': Entity[] } = JSON.parse(
    String(await archive.read('ro-crate-metadata.json')),
  )
  const manifest: Record<string, unknown> = JSON.parse(String(await archive.read('manifest.json')))
  const { partNames } = archive
  archive.close()
  expect(crate['@context']).toBe('https://w3id.org/ro/crate/1.2/context')
  return { graph: crate['@graph'], manifest, partNames }
}

/** Every `{ "@id": x }` within a value. */
function listReferences(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value)
  return entries.length === 1 && entries[0][0] === '@id'
    ? [String(entries[0][1])]
    : entries.flatMap(([, inner]) => listReferences(inner))
}

test('the entities that RO-Crate 1.2 requires are there, with their properties', async () => {
  const { graph, manifest } = await readGraph()
  const find = (id: string) => graph.find((entity) => entity['@id'] === id)
  expect(find('ro-crate-metadata.json')).toEqual({
    '@id': 'ro-crate-metadata.json',
    '@type': 'CreativeWork',
    conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
    about: { '@id': './' },
  })
  expect(find('./')).toMatchObject({
    '@type': 'Dataset',
    name: 'Sample',
    datePublished: manifest['createdAt'],
  })
  for (const required of ['description', 'license']) expect(find('./')?.[required]).toMatch(/\w/)
})

test('the graph is flat, every id occurs once, and every reference within it leads somewhere', async () => {
  const { graph } = await readGraph()
  const ids = graph.map((entity) => entity['@id'])
  expect(new Set(ids).size).toBe(ids.length)
  const outside = ['https://w3id.org/ro/crate/1.2']
  for (const entity of graph)
    for (const id of listReferences({ ...entity, '@id': null })) expect([...ids, ...outside]).toContain(id)
})

test('every part is described, with the hash and size that the manifest gives', async () => {
  const { graph, manifest, partNames } = await readGraph()
  const files = graph.filter((entity) => entity['@type'] === 'File')
  const described = [...files.map((file) => file['@id']), 'ro-crate-metadata.json'].sort()
  expect(described).toEqual(partNames.filter((name) => !name.startsWith('attention/')).sort())
  const parts: Record<string, unknown> = Object(manifest['parts'])
  for (const file of files.filter((entity) => entity['@id'] !== 'manifest.json'))
    expect(parts[file['@id']]).toEqual({ sha256: file['sha256'], bytes: Number(file['contentSize']) })
  const root = graph.find((entity) => entity['@id'] === './')
  expect(listReferences(root?.['hasPart'])).toEqual(expect.arrayContaining(['attention/', 'manifest.json']))
})
