/** Who signed an experiment file, and whether the signature holds. */
import { verify, type KeyObject } from 'node:crypto'
import { RopewalkError, signatureSchema, type ExperimentSignature } from '../../contract'
import { PART } from '../archive/partNames'
import { computeSha256, openArchive, type Archive } from '../archive/readArchive'
import { describeIssue } from '../cellSchema'
import { readJsonPart } from '../readJsonPart'
import { computeFingerprint, parsePublicKey } from './keys'
import { toSignedBytes } from './signedBytes'

export interface SignedBy {
  /** As the signer calls itself; the fingerprint is what proves it. */
  readonly signer: string
  readonly signedAt: string
  /** SHA-256 of the public key that the signature holds for. */
  readonly fingerprint: string
}

/**
 * A signature is checked with the key it brings: that shows that nothing changed since it was signed, not who signed.
 *
 * @returns null for an unsigned file
 * @throws RopewalkError `signature.invalid` where it does not hold; as `openArchive` for the file
 */
export async function readSignature(path: string): Promise<SignedBy | null> {
  const archive = await openArchive(path)
  try {
    return await readSignatureOf(archive, path)
  } finally {
    archive.close()
  }
}

/**
 * @param key the public key that the signature has to be of
 * @throws RopewalkError `signature.missing`, `signature.invalid`
 */
export async function requireSignature(path: string, key: KeyObject): Promise<SignedBy> {
  const found = await readSignature(path)
  if (found === null)
    throw new RopewalkError(
      'signature.missing',
      `The experiment is not signed: ${path}. Expected a signature of the key ${computeFingerprint(key)}. ` +
        'Ask its author to sign it.',
      { path },
    )
  if (found.fingerprint === computeFingerprint(key)) return found
  throw toInvalidError(path, `it is of the key ${found.fingerprint}, not ${computeFingerprint(key)}`)
}

async function readSignatureOf(archive: Archive, path: string): Promise<SignedBy | null> {
  if (!archive.has(PART.signature)) return null
  const signature = await parseSignature(archive, path)
  const key = parsePublicKey(signature.publicKey, PART.signature)
  if (!verify(null, toSignedBytes(signature), key, Buffer.from(signature.signature, 'base64')))
    throw toInvalidError(path, 'it does not match its own key')
  if (signature.manifestSha256 !== computeSha256(await archive.read(PART.manifest)))
    throw toInvalidError(path, 'the file was changed after it was signed')
  const { signer, signedAt } = signature
  return { signer, signedAt, fingerprint: computeFingerprint(key) }
}

async function parseSignature(archive: Archive, path: string): Promise<ExperimentSignature> {
  const result = signatureSchema.safeParse(await readJsonPart(archive, PART.signature))
  if (result.success) return result.data
  throw toInvalidError(path, describeIssue(result.error))
}

function toInvalidError(path: string, reason: string): RopewalkError {
  return new RopewalkError(
    'signature.invalid',
    `The signature does not hold: ${path} (${reason}). Expected the file as it was signed, by the key that is trusted. ` +
      'Take another copy, or ask its author to sign it again.',
    { path, reason },
  )
}
