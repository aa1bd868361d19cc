/** Puts a team's signature on an experiment file. */
import { createPublicKey, sign, type KeyObject } from 'node:crypto'
import { InvariantError, RopewalkError, type ExperimentSignature, type SignedStatement } from '../../contract'
import { changeParts } from '../archive/changeParts'
import { PART } from '../archive/partNames'
import { computeSha256 } from '../archive/readArchive'
import { verifyExperiment } from '../verify/verifyExperiment'
import { computeFingerprint, toPublicPem } from './keys'
import { toSignedBytes } from './signedBytes'

export interface Signing {
  readonly privateKey: KeyObject
  /** As the signer wants to be called. */
  readonly signer: string
  /** UTC, ISO 8601. */
  readonly signedAt: string
}

/**
 * A signature there may have been is replaced. What does not verify is not signed.
 *
 * @returns fingerprint of the key
 * @throws RopewalkError `experiment.damaged`; `target.locked`, `target.notWritable`, `disk.full`
 */
export async function signExperiment(path: string, signing: Signing): Promise<string> {
  await refuseUnsound(path)
  await changeParts(path, async (archive) => {
    const manifestSha256 = computeSha256(await archive.read(PART.manifest))
    const text = JSON.stringify(composeSignature(manifestSha256, signing), null, 2)
    return new Map([[PART.signature, Buffer.from(`${text}\n`)]])
  })
  return computeFingerprint(createPublicKey(signing.privateKey))
}

function composeSignature(
  manifestSha256: string,
  { privateKey, signer, signedAt }: Signing,
): ExperimentSignature {
  if (signer.length === 0 || signer.length > 200)
    throw new InvariantError(`A signer's name of ${signer.length} characters cannot be kept.`)
  const statement: SignedStatement = {
    format: 'ropewalk-signature',
    version: 1,
    algorithm: 'ed25519',
    signer,
    signedAt,
    manifestSha256,
  }
  return {
    ...statement,
    publicKey: toPublicPem(privateKey),
    signature: sign(null, toSignedBytes(statement), privateKey).toString('base64'),
  }
}

async function refuseUnsound(path: string): Promise<void> {
  const failed = (await verifyExperiment(path)).checks.find(({ ok }) => !ok)
  if (failed === undefined) return
  throw new RopewalkError(
    'experiment.damaged',
    `A file that does not verify is not signed: ${failed.sentence} Expected every check of ropewalk verify to pass. ` +
      'Take another copy of the file, or run the experiment again.',
    { path, check: failed.name },
  )
}
