/** Changes parts of a finished file and nothing else: unknown parts, and unknown fields of the manifest, stay as they are. */
import { realpath } from 'node:fs/promises'
import { RopewalkError } from '../../contract'
import { buildCrate } from '../crate/buildCrate'
import { toDiskError } from '../diskError'
import { acquireWriterLock } from '../journal/writerLock'
import { parseManifest } from '../parseManifest'
import { readJsonPart } from '../readJsonPart'
import { writeBytes } from '../writeBytes'
import { isNamedByManifest, PART } from './partNames'
import { compareParts } from './partOrder'
import { placeArchive } from './placeArchive'
import { openArchive, type Archive } from './readArchive'
import { chooseTextStorage } from './textStorage'
import { toArchivePart, type ArchivePart } from './writeArchive'

/** New content by part name; null takes the part away. */
export type PartChanges = ReadonlyMap<string, Buffer | null>

/**
 * Writes the file anew beside itself and puts it in its own place, so that it is the old or the new one at any moment.
 * The manifest names the new parts, and the research-object description is made anew from it. Where only the signature
 * changes, every other part keeps its bytes.
 *
 * @param decide what to change, given the file as it is while no other writer is at it
 * @throws RopewalkError as `openArchive`; `target.locked` while another process changes the file; `target.notWritable`,
 *   `disk.full`, which leave the file as it was
 */
export async function changeParts(
  path: string,
  decide: (archive: Archive) => Promise<PartChanges>,
): Promise<void> {
  const target = await realpath(path).catch(() => path)
  const archive = await openArchive(target)
  try {
    const lock = await acquireWriterLock(`${target}.lock`).catch((thrown: unknown) => {
      throw toDiskError(thrown, target)
    })
    try {
      const parts = await composeParts(archive, await decide(archive))
      await placeArchive(
        parts,
        { path: target, temporaryPath: `${target}.part`, mayReplace: true },
        writeBytes,
      )
    } finally {
      await lock.release()
    }
  } finally {
    archive.close()
  }
}

async function composeParts(archive: Archive, changes: PartChanges): Promise<ArchivePart[]> {
  const raw = await readJsonPart(archive, PART.manifest)
  const { manifest } = parseManifest(raw)
  const replaced = new Map(
    [...changes].flatMap(([name, content]): [string, ArchivePart][] =>
      content === null ? [] : [[name, toArchivePart(name, content, chooseTextStorage(content))]],
    ),
  )
  const kept = archive.partNames
    .filter((name) => !changes.has(name))
    .map((name) => toKeptPart(archive, name, manifest.parts))
  const isMeasured = [...changes.keys()].some(isNamedByManifest)
  if (isMeasured) {
    const listed = [...kept, ...replaced.values()].filter(({ name }) => isNamedByManifest(name))
    const crate = toArchivePart(PART.crate, buildCrate(manifest, listed), 'deflated')
    replaced.set(PART.crate, crate)
    const named = [...listed.filter(({ name }) => name !== PART.crate), crate]
    replaced.set(PART.manifest, toManifestPart(raw, named))
  }
  return [...kept.filter(({ name }) => !replaced.has(name)), ...replaced.values()].sort(compareParts)
}

function toKeptPart(
  archive: Archive,
  name: string,
  parts: Readonly<Record<string, { readonly sha256: string }>>,
): ArchivePart {
  const sha256 = Object.hasOwn(parts, name) ? parts[name].sha256 : ''
  if (sha256 === '' && isNamedByManifest(name))
    throw new RopewalkError(
      'experiment.damaged',
      `Damaged experiment, ${name}: the manifest does not name the part. Expected every part to be named. ` +
        'Take another copy of the file; a file in doubt is not changed.',
      { where: name, reason: 'the manifest does not name the part' },
    )
  return { name, sha256, ...archive.describe(name), read: () => archive.read(name) }
}

function toManifestPart(raw: unknown, named: readonly ArchivePart[]): ArchivePart {
  const parts = Object.fromEntries(named.map(({ name, sha256, bytes }) => [name, { sha256, bytes }]))
  const text = JSON.stringify({ ...toRecord(raw), parts }, null, 2)
  return toArchivePart(PART.manifest, Buffer.from(`${text}\n`), 'deflated')
}

function toRecord(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
