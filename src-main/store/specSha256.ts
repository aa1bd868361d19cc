/** The identity of an experiment spec: equal for specs that differ in key order, white space or spelled-out defaults. */
import { createHash } from 'node:crypto'
import serialize from 'canonicalize'
import { InvariantError, type ExperimentSpec } from '../contract'

/** SHA-256 of the parsed spec as canonical JSON (RFC 8785), in hexadecimal digits. */
export function computeSpecSha256(spec: ExperimentSpec): string {
  const text = serialize(spec)
  if (text === undefined) throw new InvariantError('An experiment spec has no canonical JSON.')
  return createHash('sha256').update(text).digest('hex')
}
