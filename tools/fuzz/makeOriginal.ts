/** The file that mutants are made of: every kind of part that Ropewalk writes. */
import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writeSample } from '../../src-main/store/__tests__/sampleExperiment'
import { editAnnotations, signExperiment } from '../../src-main/store'
import type { Original } from './mutations/mutation'

export async function makeOriginal(path: string): Promise<Original> {
  await writeSample(path)
  await editAnnotations(path, (none) => ({
    ...none,
    headPins: [{ model: 0, layer: 1, head: 2, label: 'pin' }],
  }))
  await signExperiment(path, {
    privateKey: sameKeyEverywhere(),
    signer: 'fuzz',
    signedAt: '2026-11-24T10:00:00.000Z',
  })
  return { path, bytes: await readFile(path) }
}

/** PKCS #8 of an Ed25519 key (RFC 8410) whose 32 secret bytes are zeros, so that mutants repeat. */
function sameKeyEverywhere() {
  const header = Buffer.from('302e020100300506032b657004220420', 'hex')
  return createPrivateKey({ key: Buffer.concat([header, Buffer.alloc(32)]), format: 'der', type: 'pkcs8' })
}
