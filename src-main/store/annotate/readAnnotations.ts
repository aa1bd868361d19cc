/** Notes, head pins, saved views and bookmarks of an experiment file. */
import { annotationsSchema, noAnnotations, type Annotations } from '../../contract'
import { PART } from '../archive/partNames'
import { computeSha256, openArchive, type Archive } from '../archive/readArchive'
import { describeIssue } from '../cellSchema'
import { toDamagedError } from '../damage'
import { parseManifest } from '../parseManifest'
import { parseJsonPart, readJsonPart } from '../readJsonPart'

/**
 * @returns none of any kind where the file has no annotations
 * @throws RopewalkError `input.invalid`, `experiment.newerMajor`, `experiment.damaged`
 */
export async function readAnnotations(path: string): Promise<Annotations> {
  const archive = await openArchive(path)
  try {
    return await readAnnotationsOf(archive)
  } finally {
    archive.close()
  }
}

export async function readAnnotationsOf(archive: Archive): Promise<Annotations> {
  const { manifest } = parseManifest(await readJsonPart(archive, PART.manifest))
  if (!archive.has(PART.annotations)) return noAnnotations
  const content = await archive.read(PART.annotations)
  if (
    !Object.hasOwn(manifest.parts, PART.annotations) ||
    manifest.parts[PART.annotations].sha256 !== computeSha256(content)
  )
    throw toDamagedError(PART.annotations, 'the part is not the one whose SHA-256 the manifest gives')
  return parseAnnotations(parseJsonPart(content, PART.annotations))
}

/** @throws RopewalkError `experiment.damaged` naming the field */
export function parseAnnotations(value: unknown): Annotations {
  const result = annotationsSchema.safeParse(value)
  if (result.success) return result.data
  throw toDamagedError(PART.annotations, describeIssue(result.error))
}
