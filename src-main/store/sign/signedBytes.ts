import serialize from 'canonicalize'
import { InvariantError, type SignedStatement } from '../../contract'

/** The bytes that are signed: RFC 8785 canonical JSON of the statement alone, so key and signature cannot be part of it. */
export function toSignedBytes(statement: SignedStatement): Uint8Array {
  const { format, version, algorithm, signer, signedAt, manifestSha256 } = statement
  const text = serialize({ format, version, algorithm, signer, signedAt, manifestSha256 })
  if (text === undefined) throw new InvariantError('A signed statement has no canonical JSON.')
  return Buffer.from(text)
}
