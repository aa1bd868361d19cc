/**
 * `ro-crate-metadata.json`: the experiment described as a research object (RO-Crate 1.2, JSON-LD), for archives and other
 * programs that know nothing of Ropewalk. It says nothing that manifest and parts do not say; Ropewalk never reads it.
 */
import type { ManifestDraft } from '../../contract'
import { PART } from '../archive/partNames'
import { describePart, type DescribedPart } from './describePart'

interface Entity {
  readonly '@id': string
  readonly '@type': string | readonly string[]
  readonly [property: string]: unknown
}

const ATTENTION_FOLDER = 'attention/'
const ROPEWALK = '#ropewalk'
const LLAMA = '#llama.cpp'

const LICENCE =
  'The authors of this experiment state no licence; ask them before passing it on. Texts in corpora/ keep the terms of ' +
  'their sources.'

/** @param parts all but the crate itself and what the manifest does not name; order does not matter */
export function buildCrate(manifest: ManifestDraft, parts: readonly DescribedPart[]): Buffer {
  const files = parts
    .filter(({ name }) => name !== PART.crate && !name.startsWith(ATTENTION_FOLDER))
    .map(toFile)
    .sort((a, b) => (a['@id'] < b['@id'] ? -1 : 1))
  const folders = parts.some(({ name }) => name.startsWith(ATTENTION_FOLDER)) ? [attentionFolder] : []
  const members = [toManifestFile(), ...files, ...folders]
  const materials = [...manifest.models.map(toModel), ...manifest.corpora.map(toText)]
  const graph: Entity[] = [
    descriptor,
    toRoot(manifest, members, materials),
    ...members,
    ...materials,
    ...listPrograms(manifest),
    toRun(manifest, materials),
  ]
  const crate = { '@context': 'https://w3id.org/ro/crate/1.2/context', '@graph': graph }
  return Buffer.from(`${JSON.stringify(crate, null, 2)}\n`)
}

const descriptor: Entity = {
  '@id': PART.crate,
  '@type': 'CreativeWork',
  conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
  about: { '@id': './' },
}

function toRoot(
  { spec, createdAt }: ManifestDraft,
  members: readonly Entity[],
  materials: readonly Entity[],
): Entity {
  return {
    '@id': './',
    '@type': 'Dataset',
    name: spec.title,
    description:
      spec.description ??
      'What RoPE extensions do to attention when a model reads past its trained length: an experiment made by Ropewalk.',
    datePublished: createdAt,
    license: LICENCE,
    hasPart: members.map(toReference),
    mentions: [...materials.map(toReference), { '@id': RUN }],
  }
}

/** Without size and hash: the manifest holds the hash of this description, so it cannot hold the manifest's. */
function toManifestFile(): Entity {
  return {
    '@id': PART.manifest,
    '@type': 'File',
    name: 'Manifest',
    encodingFormat: 'application/json',
    description: describePart(PART.manifest).description,
  }
}

function toFile(part: DescribedPart): Entity {
  const { encodingFormat, description } = describePart(part.name)
  return {
    '@id': part.name,
    '@type': 'File',
    name: part.name,
    description,
    encodingFormat,
    contentSize: String(part.bytes),
    sha256: part.sha256,
  }
}

const attentionFolder: Entity = {
  '@id': ATTENTION_FOLDER,
  '@type': 'Dataset',
  name: 'Attention tensors',
  description:
    'Little-endian arrays, a file per cell; names, shapes, axes, units and offsets stand in the lines of cells.ndjson.',
}

function toModel({
  label,
  sha256,
  fileBytes,
  architecture,
  quantization,
}: ManifestDraft['models'][number]): Entity {
  return {
    '@id': `#model-${sha256}`,
    '@type': 'CreativeWork',
    name: label,
    description: `A language model, not part of this file: GGUF, architecture ${architecture}, weights ${quantization}.`,
    identifier: `sha256:${sha256}`,
    contentSize: String(fileBytes),
  }
}

function toText({ path, sha256, bytes }: ManifestDraft['corpora'][number]): Entity {
  return {
    '@id': `#text-${sha256}`,
    '@type': 'CreativeWork',
    name: path,
    description: 'A text that tasks of the experiment read.',
    identifier: `sha256:${sha256}`,
    contentSize: String(bytes),
  }
}

function listPrograms({ appVersion, engine }: ManifestDraft): Entity[] {
  return [
    { '@id': ROPEWALK, '@type': 'SoftwareApplication', name: 'Ropewalk', softwareVersion: appVersion },
    { '@id': LLAMA, '@type': 'SoftwareApplication', name: 'llama.cpp', softwareVersion: engine.llamaRelease },
  ]
}

const RUN = '#run'

function toRun({ createdAt, engine }: ManifestDraft, materials: readonly Entity[]): Entity {
  return {
    '@id': RUN,
    '@type': 'CreateAction',
    name: 'Evaluation of the cells of the experiment',
    description: `Backend ${engine.backend}, ${engine.cpuModel}, ${engine.threads} threads.`,
    startTime: createdAt,
    instrument: [{ '@id': ROPEWALK }, { '@id': LLAMA }],
    object: materials.map(toReference),
    result: { '@id': './' },
  }
}

function toReference(entity: Entity): { '@id': string } {
  return { '@id': entity['@id'] }
}
