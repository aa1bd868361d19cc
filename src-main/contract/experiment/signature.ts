/** Who vouches for an experiment file: `signature.json`. */
import { z } from 'zod'

/** What is signed: RFC 8785 canonical JSON of these fields, as UTF-8. */
export const signedStatementSchema = z.strictObject({
  format: z.literal('ropewalk-signature'),
  version: z.literal(1),
  algorithm: z.literal('ed25519'),
  /** As the signer calls itself; only the key proves who it is. */
  signer: z.string().min(1).max(200),
  signedAt: z.iso.datetime(),
  /** Of `manifest.json`, which holds the SHA-256 of every other part. */
  manifestSha256: z.string().regex(/^[0-9a-f]{64}$/),
})

export const signatureSchema = z.strictObject({
  ...signedStatementSchema.shape,
  /** SPKI in PEM. */
  publicKey: z.string().max(1000),
  /** 64 bytes in base64. */
  signature: z.base64().max(200),
})

export type SignedStatement = z.infer<typeof signedStatementSchema>
export type ExperimentSignature = z.infer<typeof signatureSchema>
