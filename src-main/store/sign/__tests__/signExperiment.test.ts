import { createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { editJson, replaceText, rewriteExperiment } from '../../__tests__/rewriteExperiment'
import { writeSample } from '../../__tests__/sampleExperiment'
import { makeTemporaryFolder } from '../../__tests__/temporaryFolder'
import { editAnnotations } from '../../annotate/editAnnotations'
import { openExperiment } from '../../openExperiment'
import { verifyExperiment } from '../../verify/verifyExperiment'
import { computeFingerprint, generateKeyPair, parsePrivateKey, parsePublicKey } from '../keys'
import { readSignature, requireSignature } from '../readSignature'
import { signExperiment } from '../signExperiment'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const pair = generateKeyPair()
const privateKey = parsePrivateKey(pair.privateKey, 'team.key.pem')
const publicKey = parsePublicKey(pair.publicKey, 'team.pub.pem')
const other = parsePublicKey(generateKeyPair().publicKey, 'other.pub.pem')
const signing = { privateKey, signer: 'Rope team', signedAt: '2026-11-24T10:00:00.000Z' }

let path = ''
let changed = ''

beforeEach(async () => {
  const folder = await makeTemporaryFolder()
  path = join(folder, 'sample.ropewalk')
  changed = join(folder, 'changed.ropewalk')
  await writeSample(path)
})

test('a signed file says who signed it, verifies and opens without a warning', async () => {
  const fingerprint = await signExperiment(path, signing)
  expect(fingerprint).toBe(computeFingerprint(publicKey))
  const signedBy = { signer: 'Rope team', signedAt: '2026-11-24T10:00:00.000Z', fingerprint }
  expect(await readSignature(path)).toEqual(signedBy)
  expect(await requireSignature(path, publicKey)).toEqual(signedBy)
  const { ok, checks } = await verifyExperiment(path)
  expect(ok).toBe(true)
  expect(checks.at(-1)?.sentence).toContain('Signed by Rope team')
  const experiment = await openExperiment(path)
  expect(experiment.warnings).toEqual([])
  await experiment.close()
})

test('a missing signature and one of another key are refused where one is required', async () => {
  expect(await readSignature(path)).toBeNull()
  await expect(requireSignature(path, publicKey)).rejects.toMatchObject({ code: 'signature.missing' })
  await signExperiment(path, signing)
  await expect(requireSignature(path, other)).rejects.toMatchObject({ code: 'signature.invalid' })
})

test.each([
  ['a result with renewed hashes', 'cells.ndjson', '"passed":true', '"passed":false'],
  ['a setting', 'manifest.json', '"title": "Sample"', '"title": "Better"'],
  ['the name of the signer', 'signature.json', 'Rope team', 'Some team'],
  ['the time of signing', 'signature.json', '2026-11-24T10', '2027-11-24T10'],
])('%s changed after signing breaks the signature', async (_what, part, found, replacement) => {
  await signExperiment(path, signing)
  await rewriteExperiment(path, changed, (parts) => replaceText(parts, part, found, replacement), 'renewed')
  await expect(requireSignature(changed, publicKey)).rejects.toMatchObject({ code: 'signature.invalid' })
  const { ok, checks } = await verifyExperiment(changed)
  expect(ok).toBe(false)
  expect(checks.find(({ name }) => name === 'signature')).toMatchObject({ ok: false })
})

test('a result changed under its old hash leaves the signature whole and the hash wrong', async () => {
  await signExperiment(path, signing)
  await rewriteExperiment(path, changed, (parts) => parts.get('attention/000000.bin')?.fill(1))
  expect(await requireSignature(changed, publicKey)).toMatchObject({ signer: 'Rope team' })
  expect(await verifyExperiment(changed)).toMatchObject({ ok: false })
})

test("a signature whose key was swapped for the forger's is of another key", async () => {
  await signExperiment(path, signing)
  const forger = generateKeyPair()
  await rewriteExperiment(path, changed, (parts) =>
    editJson(parts, 'signature.json', (value) => (value['publicKey'] = forger.publicKey)),
  )
  await expect(readSignature(changed)).rejects.toMatchObject({ code: 'signature.invalid' })
})

test('a damaged file is not signed', async () => {
  await rewriteExperiment(path, changed, (parts) => parts.get('attention/000000.bin')?.fill(1))
  await expect(signExperiment(changed, signing)).rejects.toMatchObject({ code: 'experiment.damaged' })
  expect(await readSignature(changed)).toBeNull()
})

test('annotating a signed file is refused, or takes the signature off where that is asked for', async () => {
  await signExperiment(path, signing)
  await expect(editAnnotations(path, (current) => current)).rejects.toMatchObject({
    code: 'signature.present',
  })
  expect(await readSignature(path)).not.toBeNull()
  await editAnnotations(path, (current) => current, { whenSigned: 'removeSignature' })
  expect(await readSignature(path)).toBeNull()
  expect(await verifyExperiment(path)).toMatchObject({ ok: true })
})

test('signing again replaces the signature', async () => {
  await signExperiment(path, signing)
  await signExperiment(path, { ...signing, signer: 'Second' })
  expect(await readSignature(path)).toMatchObject({ signer: 'Second' })
})

test.each([
  ['no PEM', 'hello'],
  [
    'an RSA key',
    '-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==\n-----END PUBLIC KEY-----\n',
  ],
  ['a private key', pair.privateKey],
])('%s is no public key', (_what, pem) => {
  expect(() => parsePublicKey(pem, 'a.pem')).toThrow(expect.objectContaining({ code: 'key.invalid' }))
})

test('the public half of a private key is no private key', () => {
  expect(() => parsePrivateKey(pair.publicKey, 'a.pem')).toThrow(
    'No private Ed25519 key: a.pem (it is a public key). Expected a private key in PEM. Make a pair with ropewalk keygen.',
  )
  expect(computeFingerprint(createPublicKey(privateKey))).toBe(computeFingerprint(publicKey))
})
