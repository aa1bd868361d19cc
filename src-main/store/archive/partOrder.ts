/** Where parts lie in the file: programs look for the media type at a fixed byte, people for the manifest. */
import { PART } from './partNames'
import type { ArchivePart } from './writeArchive'

/** The media type and the manifest first, the rest by name. */
export function compareParts(a: ArchivePart, b: ArchivePart): number {
  return rank(a) - rank(b) || (a.name < b.name ? -1 : 1)
}

function rank({ name }: ArchivePart): number {
  return name === PART.mimetype ? 0 : name === PART.manifest ? 1 : 2
}
