/** A signature, where there is one, holds and says who it is of. Whether that key is to be trusted is the reader's to say. */
import { RopewalkError } from '../../contract'
import { readSignature } from '../sign/readSignature'
import { toCheck, type VerificationCheck } from './verificationCheck'

/** No check for an unsigned file. */
export async function checkSignature(path: string): Promise<VerificationCheck[]> {
  try {
    const found = await readSignature(path)
    if (found === null) return []
    const { signer, signedAt, fingerprint } = found
    return [toCheck('signature', `Signed by ${signer} on ${signedAt}, key ${fingerprint}.`, [])]
  } catch (thrown) {
    if (!(thrown instanceof RopewalkError)) throw thrown
    return [{ name: 'signature', ok: false, sentence: thrown.message }]
  }
}
