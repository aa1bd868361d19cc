/** Makes a changed copy of an experiment file, as damage or a forger would. */
import { open } from 'node:fs/promises'
import { MIMETYPE, PART } from '../archive/partNames'
import { computeSha256, openArchive } from '../archive/readArchive'
import { toArchivePart, writeArchive, type ArchivePart } from '../archive/writeArchive'
import { writeBytes } from '../writeBytes'

export type Parts = Map<string, Buffer>

/** @param hashes `renewed` gives the changed parts their true SHA-256 in the manifest; `kept` leaves the old ones */
export async function rewriteExperiment(
  source: string,
  target: string,
  change: (parts: Parts) => void,
  hashes: 'renewed' | 'kept' = 'kept',
): Promise<void> {
  const archive = await openArchive(source)
  const parts: Parts = new Map()
  for (const name of archive.partNames) parts.set(name, await archive.read(name))
  archive.close()
  change(parts)
  if (hashes === 'renewed') renewHashes(parts)
  await writeParts(
    target,
    [...parts].map(([name, content]) => toArchivePart(name, content, 'deflated')),
  )
}

export async function writeParts(target: string, parts: readonly ArchivePart[]): Promise<void> {
  const handle = await open(target, 'w')
  await writeArchive(handle, parts, writeBytes)
  await handle.close()
}

/** Changes a part that is JSON. */
export function editJson(parts: Parts, name: string, edit: (value: Record<string, unknown>) => void): void {
  const value: Record<string, unknown> = JSON.parse(String(parts.get(name)))
  edit(value)
  parts.set(name, Buffer.from(JSON.stringify(value)))
}

/** Replaces text of a part; fails where it does not occur. */
export function replaceText(parts: Parts, name: string, found: string, replacement: string): void {
  const text = String(parts.get(name))
  if (!text.includes(found)) throw new Error(`${name} does not contain ${found}`)
  parts.set(name, Buffer.from(text.replace(found, replacement)))
}

function renewHashes(parts: Parts): void {
  editJson(parts, PART.manifest, (manifest) => {
    const others = [...parts].filter(([name]) => name !== PART.manifest)
    manifest['parts'] = Object.fromEntries(
      others.map(([name, content]) => [name, { sha256: computeSha256(content), bytes: content.length }]),
    )
  })
  parts.set(PART.mimetype, Buffer.from(MIMETYPE))
}
