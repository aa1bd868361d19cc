/** Ed25519 keys in PEM files, as OpenSSL writes and reads them (PKCS #8 and SPKI). */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { RopewalkError } from '../../contract'

export interface KeyPair {
  /** PKCS #8 in PEM: to be kept secret. */
  readonly privateKey: string
  /** SPKI in PEM: to be given away. */
  readonly publicKey: string
}

export function generateKeyPair(): KeyPair {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

/** @throws RopewalkError `key.invalid`; `where` is named in it */
export function parsePrivateKey(pem: string, where: string): KeyObject {
  if (pem.includes('PUBLIC KEY')) throw toKeyError('private', where, 'it is a public key')
  return parseKey(() => createPrivateKey(pem), 'private', where)
}

/** @throws RopewalkError `key.invalid` */
export function parsePublicKey(pem: string, where: string): KeyObject {
  // A private key would do for Node too; whoever hands one over to check a signature should be told.
  if (pem.includes('PRIVATE KEY')) throw toKeyError('public', where, 'it is a private key')
  return parseKey(() => createPublicKey(pem), 'public', where)
}

export function toPublicPem(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
}

/** SHA-256 of the key's SPKI in DER, in hexadecimal: short enough to read out, and the same on every machine. */
export function computeFingerprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

function parseKey(create: () => KeyObject, kind: 'private' | 'public', where: string): KeyObject {
  let key: KeyObject
  try {
    key = create()
  } catch {
    throw toKeyError(kind, where, 'it cannot be read as one')
  }
  if (key.asymmetricKeyType === 'ed25519') return key
  throw toKeyError(kind, where, `it is of type ${key.asymmetricKeyType ?? 'unknown'}`)
}

function toKeyError(kind: string, where: string, cause: string): RopewalkError {
  return new RopewalkError(
    'key.invalid',
    `No ${kind} Ed25519 key: ${where} (${cause}). Expected a ${kind} key in PEM. Make a pair with ropewalk keygen.`,
    { where, cause },
  )
}
