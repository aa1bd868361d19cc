import { expect, test } from 'vitest'
import { refuseChangedInputs } from '../refuseChangedInputs'

const manifest = {
  models: [{ sha256: 'm1' }],
  corpora: [{ path: 'book.txt', sha256: 't1', bytes: 4 }],
}

function check(modelSha256: string, textSha256: string): void {
  const study = {
    models: [{ entry: { path: 'a.gguf' }, sha256: modelSha256 }],
    corpora: [{ path: 'book.txt', sha256: textSha256, bytes: 4 }],
  }
  // Only the hashes are looked at.
  Reflect.apply(refuseChangedInputs, undefined, [manifest, study] satisfies readonly unknown[])
}

test('models and texts that were measured are taken', () => {
  expect(() => {
    check('m1', 't1')
  }).not.toThrow()
})

test('another model of the same name is refused with both hashes', () => {
  expect(() => {
    check('m2', 't1')
  }).toThrow(
    'Model is not the one that was measured: a.gguf. Expected SHA-256 m1, found m2. ' +
      'Put the measured file back to measure its cells again.',
  )
})

test('another text of the same name is refused with both hashes', () => {
  expect(() => {
    check('m1', 't2')
  }).toThrow(
    'Text is not the one that was read: book.txt. Expected SHA-256 t1, found t2. ' +
      'Put the text back as it was to measure its cells again.',
  )
})
