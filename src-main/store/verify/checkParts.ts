/** Every part is there, named by the manifest, and has the SHA-256 the manifest gives. */
import { RopewalkError, type Manifest } from '../../contract'
import { isNamedByManifest, MIMETYPE, PART } from '../archive/partNames'
import { computeSha256, type Archive } from '../archive/readArchive'
import { toCheck, type VerificationCheck } from './verificationCheck'

export async function checkParts(archive: Archive, { parts }: Manifest): Promise<VerificationCheck[]> {
  const listed = Object.keys(parts)
  const present = archive.partNames.filter(isNamedByManifest)
  const missing = listed.filter((name) => !archive.has(name)).map((name) => `${name} is missing`)
  const foreign = present
    .filter((name) => !Object.hasOwn(parts, name))
    .map((name) => `${name} is not named by the manifest`)
  const changed: string[] = []
  for (const name of listed.filter((name) => archive.has(name)))
    changed.push(...(await findPartProblems(archive, name, parts[name])))
  return [
    toCheck('parts', `All ${listed.length} parts that the manifest names are there.`, [
      ...missing,
      ...foreign,
    ]),
    toCheck('hashes', `All ${listed.length} parts have the SHA-256 that the manifest gives.`, changed),
  ]
}

async function findPartProblems(
  archive: Archive,
  name: string,
  expected: Manifest['parts'][string],
): Promise<string[]> {
  try {
    const content = await archive.read(name)
    if (content.length !== expected.bytes)
      return [`${name} has ${content.length} bytes, not ${expected.bytes}`]
    if (computeSha256(content) !== expected.sha256) return [`${name} has another SHA-256`]
    if (name === PART.mimetype && content.toString() !== MIMETYPE) return [`${name} is not ${MIMETYPE}`]
    return []
  } catch (thrown) {
    if (thrown instanceof RopewalkError) return [`${name} cannot be read: ${thrown.details.reason}`]
    throw thrown
  }
}
