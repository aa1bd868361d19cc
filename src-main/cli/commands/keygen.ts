/** `ropewalk keygen`: a pair of keys that a team signs experiment files with. */
import { open } from 'node:fs/promises'
import { computeFingerprint, generateKeyPair, parsePublicKey, toTargetError } from '../../store'
import type { CliContext } from '../context'

/** Only its owner reads a private key. */
const PRIVATE_MODE = 0o600
const PUBLIC_MODE = 0o644

export interface KeygenOptions {
  readonly output: string
}

export async function makeKeys({ output }: KeygenOptions, context: CliContext): Promise<void> {
  const { privateKey, publicKey } = generateKeyPair()
  await writeNewFile(`${output}.key.pem`, privateKey, PRIVATE_MODE)
  await writeNewFile(`${output}.pub.pem`, publicKey, PUBLIC_MODE)
  context.writeError(`wrote ${output}.key.pem and ${output}.pub.pem\n`)
  context.writeOut(`${computeFingerprint(parsePublicKey(publicKey, output))}\n`)
}

async function writeNewFile(path: string, text: string, mode: number): Promise<void> {
  try {
    const handle = await open(path, 'wx', mode)
    try {
      await handle.writeFile(text)
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    throw toTargetError(thrown, path)
  }
}
